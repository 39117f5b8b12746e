#include "core/point_reader.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <optional>
#include <utility>

#include "core/text.hpp"

namespace spiral {

namespace {

constexpr std::size_t kBufferSize = 65536;

// Three numbers with all their digits take 80 bytes.
constexpr std::size_t kLongestLine = 4096;

// Far from the end of float32, so that a network's sums do not pass it.
constexpr double kFarthest = 1e30;

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

std::string trimmed(std::string_view cell) {
  constexpr std::string_view kBlanks = " \t\r";
  cell.remove_prefix(std::min(cell.find_first_not_of(kBlanks), cell.size()));
  cell = cell.substr(0, cell.find_last_not_of(kBlanks) + 1);
  const bool quoted = cell.size() >= 2 && cell.front() == '"' && cell.back() == '"';
  return std::string(quoted ? cell.substr(1, cell.size() - 2) : cell);
}

/// As Python reads it: to double precision first, where what is too large is infinite.
std::optional<double> number(std::string_view cell) {
  if (cell.starts_with('+') && !cell.starts_with("+-")) cell.remove_prefix(1);
  double value = 0;
  const char* const end = cell.data() + cell.size();
  const auto [stop, error] = std::from_chars(cell.data(), end, value);
  if (error == std::errc::invalid_argument || stop != end) return std::nullopt;
  return error == std::errc() ? value : std::strtod(std::string(cell).c_str(), nullptr);
}

/// As a message may show it: short, and nothing that a terminal would obey.
std::string shown(const std::string& cell) {
  std::string text = cell.substr(0, 40) + (cell.size() > 40 ? "..." : "");
  std::ranges::replace_if(
      text, [](char c) { return c < ' ' || c > '~'; }, '?');
  return "'" + text + "'";
}

}  // namespace

bool PointReader::read(std::vector<LabelledPoint>& points) {
  const std::size_t rest = text_.size();
  text_.resize(kBufferSize);
  const std::size_t count = source_(text_.data() + rest, kBufferSize - rest);
  text_.resize(rest + count);
  std::size_t begin = 0;
  for (std::size_t end = text_.find('\n'); end != std::string::npos;
       end = text_.find('\n', begin)) {
    take_line(std::string_view(text_).substr(begin, end - begin), points);
    begin = end + 1;
  }
  text_.erase(0, begin);
  // Nothing came: this is the end, or a line that fills the buffer, which take_line refuses.
  if (count == 0 && !text_.empty()) take_line(std::exchange(text_, {}), points);
  return count > 0;
}

void PointReader::take_line(std::string_view line, std::vector<LabelledPoint>& points) {
  ++line_;
  if (line.size() > kLongestLine) {
    fail("it is longer than " + std::to_string(kLongestLine) + " bytes");
  }
  if (line_ == 1 && line.starts_with(kByteOrderMark)) line.remove_prefix(kByteOrderMark.size());
  if (trimmed(line).empty()) return;
  std::vector<std::string> cells = split(line, ',');
  for (std::string& cell : cells) cell = trimmed(cell);
  const bool is_first = columns_ == 0;
  if (is_first && (cells.size() == 2 || cells.size() == 3)) columns_ = cells.size();
  if (cells.size() != columns_) {
    fail(std::to_string(cells.size()) +
         (is_first ? " columns: must be two features, and a label as the third"
                   : " columns after lines of " + std::to_string(columns_)));
  }
  const auto is_title = [](const std::string& cell) { return !cell.empty() && !number(cell); };
  if (is_first && std::ranges::all_of(cells, is_title)) return;
  points.push_back({feature(cells[0]), feature(cells[1]), has_labels() ? label(cells[2]) : 0});
}

float PointReader::feature(const std::string& cell) const {
  const auto value = number(cell);
  if (!value || !(std::abs(*value) <= kFarthest)) {
    fail(shown(cell) + ": must be a number from -1e30 to 1e30");
  }
  return static_cast<float>(*value);
}

int PointReader::label(const std::string& cell) const {
  const auto value = number(cell);
  if (value != 0.0 && value != 1.0) fail("label " + shown(cell) + ": must be 0 or 1");
  return value == 1.0 ? 1 : 0;
}

void PointReader::fail(const std::string& reason) const {
  throw PointsError(name_ + ", line " + std::to_string(line_) + ": " + reason);
}

std::vector<LabelledPoint> read_labelled_points(PointReader reader, std::size_t most) {
  const std::string& name = reader.name();
  std::vector<LabelledPoint> points;
  for (bool goes_on = true; goes_on;) {
    goes_on = reader.read(points);
    if (!points.empty() && !reader.has_labels()) {
      throw PointsError(name + ": its lines have no label; must be two features and a label");
    }
    if (points.size() > most) {
      throw PointsError(name + ": more than " + std::to_string(most) + " points");
    }
  }
  if (points.empty()) throw PointsError(name + ": no points in it");
  return points;
}

}  // namespace spiral
