// A table of text, and the two ways to print one.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace spiral {

/// Every row has as many cells as the header. The first column names the rows.
struct Table {
  std::vector<std::string> header;
  std::vector<std::vector<std::string>> rows;
};

/// Columns in line, two spaces apart, numbers flush right, the header underlined by dashes.
std::string render_console(const Table& table);

/// Units: characters, of its longest line.
std::size_t console_width(const Table& table);

/// A pipe table, as GitHub and Pandoc read it.
std::string render_markdown(const Table& table);

}  // namespace spiral
