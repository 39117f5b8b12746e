#include "report/table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

namespace spiral {

namespace {

/// Characters, not bytes: every byte of UTF-8 but the continuing ones begins one.
std::size_t display_width(const std::string& text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (c & '\xC0') != '\x80'; }));
}

std::vector<std::size_t> column_widths(const Table& table) {
  std::vector<std::size_t> widths;
  for (std::size_t column = 0; column < table.header.size(); ++column) {
    std::size_t width = display_width(table.header[column]);
    for (const auto& row : table.rows) width = std::max(width, display_width(row[column]));
    widths.push_back(width);
  }
  return widths;
}

bool begins_like_a_number(const std::string& cell) {
  const auto digit = cell.find_first_not_of("+-");
  return cell == "NaN" || cell == "inf" ||
         (digit != std::string::npos && std::isdigit(static_cast<unsigned char>(cell[digit])) != 0);
}

/// True for the columns that hold numbers and nothing else but gaps, the first one aside.
std::vector<bool> number_columns(const Table& table) {
  std::vector<bool> numbers(table.header.size(), false);
  for (std::size_t column = 1; column < table.header.size(); ++column) {
    const auto is_empty = [&](const auto& row) { return row[column].empty(); };
    const auto fits = [&](const auto& row) {
      return is_empty(row) || begins_like_a_number(row[column]);
    };
    numbers[column] = std::all_of(table.rows.begin(), table.rows.end(), fits) &&
                      !std::all_of(table.rows.begin(), table.rows.end(), is_empty);
  }
  return numbers;
}

std::string padded(const std::string& text, std::size_t width, bool flush_right) {
  const std::string space(width - display_width(text), ' ');
  return flush_right ? space + text : text + space;
}

std::string console_line(const std::vector<std::string>& cells,
                         const std::vector<std::size_t>& widths, const std::vector<bool>& numbers) {
  std::string line;
  for (std::size_t column = 0; column < cells.size(); ++column) {
    line += (column > 0 ? "  " : "") + padded(cells[column], widths[column], numbers[column]);
  }
  return line.substr(0, line.find_last_not_of(' ') + 1) + "\n";
}

std::string markdown_line(const std::vector<std::string>& cells) {
  std::string line = "|";
  for (const std::string& cell : cells) line += " " + cell + " |";
  return line + "\n";
}

}  // namespace

std::string render_console(const Table& table) {
  const auto widths = column_widths(table);
  const auto numbers = number_columns(table);
  std::vector<std::string> rule;
  for (const std::size_t width : widths) rule.emplace_back(width, '-');
  std::string text =
      console_line(table.header, widths, numbers) + console_line(rule, widths, numbers);
  for (const auto& row : table.rows) text += console_line(row, widths, numbers);
  return text;
}

std::string render_markdown(const Table& table) {
  std::vector<std::string> rule;
  for (const bool number : number_columns(table)) rule.emplace_back(number ? "--:" : ":--");
  std::string text = markdown_line(table.header) + markdown_line(rule);
  for (const auto& row : table.rows) text += markdown_line(row);
  return text;
}

}  // namespace spiral
