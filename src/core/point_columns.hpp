// Where the features and the label stand in a file of points, found from its first lines.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace spiral {

/// The names of what can stand between columns: comma, semicolon, tab, blank.
std::vector<std::string> delimiter_names();

/// The delimiter of this name, or that is this character.
std::optional<char> parse_delimiter(const std::string& text);

/// What a user says of a file of points; what is not said is found from its first lines.
struct PointFormat {
  /// A comma, a semicolon, a tab, or a blank, which stands for any number of blanks and tabs.
  std::optional<char> delimiter = {};
  /// The two columns' names, or their numbers from 1 on where there is no header.
  std::vector<std::string> features = {};
  std::string label = {};
  /// The label of class 1; empty where labels are 0 and 1.
  std::string positive = {};
  /// Whether the first line names the columns.
  std::optional<bool> header = {};
  /// Points without labels will do: what is left beside named features is a label only by its name.
  bool label_is_optional = false;
  /// What stands before a word of these where its user writes it, for messages.
  std::string dashes = "--";
};

struct PointColumns {
  char delimiter = ',';
  bool has_header = false;
  /// How many a line has.
  std::size_t count = 0;
  std::size_t x = 0;
  std::size_t y = 0;
  std::optional<std::size_t> label = {};
  /// A sentence on each thing that was guessed and may be wrong.
  std::vector<std::string> remarks = {};
};

/// The cells of a line, without their quotes and the blanks around them. A quote without an end reaches
/// to the line's.
std::vector<std::string> split_cells(std::string_view line, char delimiter);

/// The number that a cell is, as Python reads it; what is too large is infinite.
std::optional<double> parse_number(std::string_view cell);

/// True where the line is all numbers, so that the columns can be found from it alone.
bool is_all_numbers(const std::string& line, const PointFormat& format);

/// True where a delimiter of the format cuts both lines into as many cells, two or more.
bool have_as_many_cells(const std::string& a, const std::string& b, const PointFormat& format);

/// Finds the columns from the first line, and from the second one where there is one.
/// Throws: std::invalid_argument, which says what was found and what is expected.
PointColumns find_columns(const std::vector<std::string>& lines, const PointFormat& format);

}  // namespace spiral
