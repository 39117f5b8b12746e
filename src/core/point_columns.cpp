#include "core/point_columns.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <cstdlib>
#include <stdexcept>

#include "core/text.hpp"

namespace spiral {

namespace {

using Cells = std::vector<std::string>;

// A blank last, for it may stand beside each of the others.
constexpr std::string_view kDelimiters = "\t;, ";
constexpr std::array kDelimiterNames{std::pair{"comma", ','}, std::pair{"semicolon", ';'},
                                     std::pair{"tab", '\t'}, std::pair{"blank", ' '}};
constexpr std::string_view kBlanks = " \t";

[[noreturn]] void fail(const std::string& reason) { throw std::invalid_argument(reason); }

std::string_view without(std::string_view blanks, std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of(blanks), text.size()));
  return text.substr(0, text.find_last_not_of(blanks) + 1);
}

std::size_t count_numbers(const Cells& cells) {
  return static_cast<std::size_t>(std::ranges::count_if(
      cells, [](const auto& cell) { return parse_number(cell).has_value(); }));
}

/// What stands for a number that is missing.
bool is_missing(const std::string& cell) {
  constexpr std::array kWords{"na", "n/a", "null", "none", "nil", "missing"};
  return std::ranges::count(kWords, lower_case(cell)) > 0;
}

bool is_title(const std::string& cell) {
  if (is_missing(cell)) return false;
  const auto first = static_cast<unsigned char>(cell.empty() ? '0' : cell.front());
  const bool is_letter = first >= 0x80 || first == '_' || std::isalpha(first) != 0;
  return is_letter && !parse_number(cell);
}

bool is_label_title(const std::string& cell) {
  constexpr std::array kTitles{"label", "labels", "class", "target", "category", "cluster"};
  return std::ranges::count(kTitles, lower_case(cell)) > 0;
}

/// True where the lines have as many cells, and the last one as many numbers as a point needs.
bool can_delimit(char delimiter, std::size_t numbers, const Cells& lines) {
  const auto first = split_cells(lines.front(), delimiter);
  const auto last = split_cells(lines.back(), delimiter);
  return first.size() >= 2 && first.size() == last.size() && count_numbers(last) >= numbers;
}

char find_delimiter(const Cells& lines, const PointFormat& format) {
  if (format.delimiter) return *format.delimiter;
  // A header alone has no numbers.
  for (const std::size_t numbers : {2U, 0U}) {
    for (const char delimiter : kDelimiters) {
      const bool can_be = lines.size() == 1 || numbers > 0;
      if (can_be && can_delimit(delimiter, numbers, lines)) return delimiter;
    }
  }
  // Then a line will be found to be wrong, and which.
  for (const char delimiter : kDelimiters) {
    if (split_cells(lines.front(), delimiter).size() >= 2) return delimiter;
  }
  fail(
      "must be two features, and a label as the third, with commas, semicolons, tabs or blanks "
      "between them (" +
      format.dashes + "delimiter) and a dot in a number");
}

bool find_header(const std::vector<Cells>& lines, const PointFormat& format) {
  if (format.header) return *format.header;
  const Cells& first = lines.front();
  if (std::ranges::all_of(first, is_title)) return true;
  // What is a word in the next line, too, is a label.
  for (std::size_t i = 0; i < first.size(); ++i) {
    const bool is_label = lines.size() > 1 && i < lines[1].size() && is_title(lines[1][i]);
    if (is_title(first[i]) && (!is_label || is_label_title(first[i]))) return true;
  }
  return false;
}

std::size_t find_column(const Cells& names, const std::string& name) {
  const auto found = std::ranges::find(names, name);
  if (std::ranges::count(names, name) > 1) {
    fail("several columns are called '" + name + "'; must be one");
  }
  if (found == names.end()) fail("no column '" + name + "'; " + suggestion(name, names));
  return static_cast<std::size_t>(found - names.begin());
}

/// The first column that is none of these.
std::size_t first_column_but(const std::vector<std::optional<std::size_t>>& taken) {
  std::size_t column = 0;
  while (std::ranges::count(taken, column) > 0) ++column;
  return column;
}

void choose_columns(PointColumns& columns, const Cells& names, const PointFormat& format) {
  if (!format.label.empty()) columns.label = find_column(names, format.label);
  if (!format.features.empty()) {
    columns.x = find_column(names, format.features[0]);
    columns.y = find_column(names, format.features[1]);
    if (columns.x == columns.y)
      fail(format.dashes + "features names '" + format.features[0] + "' twice");
    const std::size_t left = first_column_but({columns.x, columns.y});
    const bool may_be_label = names.size() == 3 && format.label.empty();
    if (may_be_label && (!format.label_is_optional || is_label_title(names[left]))) {
      columns.label = left;
    }
    if (columns.label == columns.x || columns.label == columns.y) {
      fail(format.dashes + "label names '" + format.label + "', which is a feature");
    }
    return;
  }
  if (names.size() != 3 && (names.size() != 2 || columns.label)) {
    fail(std::to_string(names.size()) + " columns: must be two features" +
         (format.label_is_optional ? "; " + format.dashes + "features chooses of "
                                   : ", and a label as the third; " + format.dashes +
                                         "features and " + format.dashes + "label choose of ") +
         list_words(names, "and"));
  }
  if (names.size() == 3 && !columns.label) columns.label = 2;
  columns.x = first_column_but({columns.label});
  columns.y = first_column_but({columns.label, columns.x});
}

/// `label,x,y` would teach y.
void check_titles(PointColumns& columns, const Cells& names, const PointFormat& format) {
  if (!columns.has_header || !format.features.empty() || !format.label.empty()) return;
  for (const std::size_t feature : {columns.x, columns.y}) {
    if (!is_label_title(names[feature])) continue;
    fail("'" + names[feature] + "' would be a feature, for the label is the third column; " +
         format.dashes + "features and " + format.dashes + "label name them");
  }
  if (columns.label && !is_label_title(names[*columns.label])) {
    columns.remarks.push_back("'" + names[*columns.label] + "', the third column, is the label; " +
                              format.dashes + "label names another one");
  }
}

}  // namespace

std::vector<std::string> delimiter_names() {
  std::vector<std::string> names;
  for (const auto& [name, character] : kDelimiterNames) names.emplace_back(name);
  return names;
}

std::optional<char> parse_delimiter(const std::string& text) {
  for (const auto& [name, character] : kDelimiterNames) {
    if (text == name || text == std::string(1, character)) return character;
  }
  return std::nullopt;
}

std::vector<std::string> split_cells(std::string_view line, char delimiter) {
  // Between tabs, one at an end bounds an empty cell.
  line = without(delimiter == '\t' ? " " : kBlanks, line);
  Cells cells(1);
  bool is_quoted = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    const bool is_end =
        c == delimiter || (delimiter == ' ' && kBlanks.find(c) != std::string_view::npos);
    if (c == '"' && is_quoted && line.substr(i + 1).starts_with('"')) {
      cells.back() += line[i++];
    } else if (c == '"') {
      is_quoted = !is_quoted;
    } else if (is_quoted || !is_end) {
      cells.back() += c;
    } else if (delimiter != ' ' || kBlanks.find(line[i - 1]) == std::string_view::npos) {
      cells.emplace_back();
    }
  }
  for (std::string& cell : cells) cell = std::string(without(kBlanks, cell));
  return cells;
}

std::optional<double> parse_number(std::string_view cell) {
  if (cell.starts_with('+') && !cell.starts_with("+-")) cell.remove_prefix(1);
  double value = 0;
  const char* const end = cell.data() + cell.size();
  const auto [stop, error] = std::from_chars(cell.data(), end, value);
  if (error == std::errc::invalid_argument || stop != end) return std::nullopt;
  return error == std::errc() ? value : std::strtod(std::string(cell).c_str(), nullptr);
}

bool is_all_numbers(const std::string& line, const PointFormat& format) {
  const auto splits_numbers = [&](char delimiter) {
    const Cells cells = split_cells(line, delimiter);
    return cells.size() >= 2 && count_numbers(cells) == cells.size();
  };
  if (format.delimiter) return splits_numbers(*format.delimiter);
  return std::ranges::any_of(kDelimiters, splits_numbers);
}

bool have_as_many_cells(const std::string& a, const std::string& b, const PointFormat& format) {
  return std::ranges::any_of(kDelimiters, [&](char delimiter) {
    if (format.delimiter && delimiter != *format.delimiter) return false;
    const std::size_t count = split_cells(a, delimiter).size();
    return count >= 2 && count == split_cells(b, delimiter).size();
  });
}

PointColumns find_columns(const std::vector<std::string>& lines, const PointFormat& format) {
  PointColumns columns{.delimiter = find_delimiter(lines, format)};
  std::vector<Cells> cells;
  for (const std::string& line : lines) cells.push_back(split_cells(line, columns.delimiter));
  columns.has_header = find_header(cells, format);
  columns.count = cells.front().size();
  Cells names = cells.front();
  for (std::size_t i = 0; i < names.size() && !columns.has_header; ++i) {
    names[i] = std::to_string(i + 1);
  }
  choose_columns(columns, names, format);
  check_titles(columns, names, format);
  return columns;
}

}  // namespace spiral
