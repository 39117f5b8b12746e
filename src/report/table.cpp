#include "report/table.hpp"

#include <fmt/ranges.h>

#include <algorithm>
#include <cctype>

namespace spiral {

namespace {

/// Characters, not bytes: every byte of UTF-8 but the continuing ones begins one.
std::size_t display_width(const std::string& text) {
  return static_cast<std::size_t>(
      std::ranges::count_if(text, [](char c) { return (c & '\xC0') != '\x80'; }));
}

bool begins_like_a_number(const std::string& cell) {
  const auto digit = cell.find_first_not_of("+-");
  return cell == "NaN" || cell == "inf" ||
         (digit != std::string::npos && std::isdigit(static_cast<unsigned char>(cell[digit])) != 0);
}

struct Column {
  std::size_t width;
  /// It holds numbers and nothing else but gaps; the first column names the rows.
  bool is_number;
};

std::vector<Column> columns_of(const Table& table) {
  std::vector<Column> columns;
  for (std::size_t i = 0; i < table.header.size(); ++i) {
    std::size_t width = display_width(table.header[i]);
    bool has_numbers = false;
    bool has_words = i == 0;
    for (const auto& row : table.rows) {
      width = std::max(width, display_width(row[i]));
      if (!row[i].empty()) (begins_like_a_number(row[i]) ? has_numbers : has_words) = true;
    }
    columns.push_back({width, has_numbers && !has_words});
  }
  return columns;
}

std::string console_line(const std::vector<std::string>& cells,
                         const std::vector<Column>& columns) {
  std::string line;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const std::string space(columns[i].width - display_width(cells[i]), ' ');
    line += (i > 0 ? "  " : "") + (columns[i].is_number ? space + cells[i] : cells[i] + space);
  }
  return line.substr(0, line.find_last_not_of(' ') + 1) + "\n";
}

std::string markdown_line(const std::vector<std::string>& cells) {
  return fmt::format("| {} |\n", fmt::join(cells, " | "));
}

}  // namespace

std::string render_console(const Table& table) {
  const auto columns = columns_of(table);
  std::vector<std::string> rule;
  for (const Column& column : columns) rule.emplace_back(column.width, '-');
  std::string text = console_line(table.header, columns) + console_line(rule, columns);
  for (const auto& row : table.rows) text += console_line(row, columns);
  return text;
}

std::size_t console_width(const Table& table) {
  const std::string text = render_console(table);
  const auto rule = text.find('\n') + 1;
  return text.find('\n', rule) - rule;
}

std::string render_markdown(const Table& table) {
  std::vector<std::string> rule;
  for (const Column& column : columns_of(table)) rule.push_back(column.is_number ? "--:" : ":--");
  std::string text = markdown_line(table.header) + markdown_line(rule);
  for (const auto& row : table.rows) text += markdown_line(row);
  return text;
}

}  // namespace spiral
