// Tables and other small parts of a page, as HTML.
#pragma once

#include <string>
#include <vector>

#include "report/table.hpp"

namespace spiral {

/// A column of a table on the page.
struct Column {
  std::string name;
  /// "num" for numbers, "picture" for what cannot be sorted, "" for words.
  std::string kind = {};
};

/// Cells are markup; the first one names its row, whose id it is.
struct Row {
  std::string id;
  std::string verdict;
  std::vector<std::string> cells;
};

/// Text, its special characters spelt out, in a pair of tags.
std::string element(const std::string& tag, const std::string& text);
std::string list_html(const std::vector<std::string>& items);

/// A verdict's words as a class of the style: "coin-toss".
std::string class_of(std::string verdict);

/// A verdict, which the style marks by colour and by a sign before it; nothing for no verdict.
std::string badge(const std::string& verdict);

std::string table_html(const std::string& caption, const std::vector<Column>& columns,
                       const std::vector<Row>& rows);

/// A table of plain text; what stands under "verdict" becomes badges.
std::string table_html(const std::string& caption, const Table& table);

/// Links that hold what they offer: the table as CSV and as JSON.
std::string downloads(const std::string& name, const Table& table);

}  // namespace spiral
