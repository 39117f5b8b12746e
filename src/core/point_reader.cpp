#include "core/point_reader.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <utility>

namespace spiral {

namespace {

constexpr std::size_t kBufferSize = 65536;

// Three numbers with all their digits take 80 bytes.
constexpr std::size_t kLongestLine = 4096;

// Far from the end of float32, so that a network's sums do not pass it.
constexpr double kFarthest = 1e30;

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

std::string_view trimmed(std::string_view cell) {
  const auto is_blank = [](char c) { return c == ' ' || c == '\t' || c == '\r'; };
  while (!cell.empty() && is_blank(cell.front())) cell.remove_prefix(1);
  while (!cell.empty() && is_blank(cell.back())) cell.remove_suffix(1);
  const bool quoted = cell.size() >= 2 && cell.front() == '"' && cell.back() == '"';
  return quoted ? cell.substr(1, cell.size() - 2) : cell;
}

void split(std::string_view line, std::vector<std::string_view>& cells) {
  cells.clear();
  for (std::size_t begin = 0; begin <= line.size();) {
    const std::size_t end = std::min(line.find(',', begin), line.size());
    cells.push_back(trimmed(line.substr(begin, end - begin)));
    begin = end + 1;
  }
}

/// As Python reads it: to double precision first, where what is too large is infinite.
std::optional<double> number(std::string_view cell) {
  if (cell.size() > 1 && cell[0] == '+' && cell[1] != '-') cell.remove_prefix(1);
  double value = 0;
  const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
  if (error == std::errc::invalid_argument || end != cell.data() + cell.size()) return std::nullopt;
  if (error == std::errc()) return value;
  return std::strtod(std::string(cell).c_str(), nullptr);
}

/// As a message may show it: short, and nothing that a terminal would obey.
std::string shown(std::string_view cell) {
  std::string text(cell.substr(0, 40));
  std::replace_if(
      text.begin(), text.end(), [](unsigned char c) { return c < ' ' || c > '~'; }, '?');
  return "'" + text + (cell.size() > 40 ? "...'" : "'");
}

}  // namespace

PointReader::PointReader(Source source, std::string name)
    : source_(std::move(source)), name_(std::move(name)), buffer_(kBufferSize, '\0') {}

bool PointReader::read(std::vector<LabelledPoint>& points) {
  if (begin_ > 0) {
    std::copy(buffer_.begin() + static_cast<std::ptrdiff_t>(begin_),
              buffer_.begin() + static_cast<std::ptrdiff_t>(end_), buffer_.begin());
    end_ -= std::exchange(begin_, 0);
  }
  const std::size_t count = source_(buffer_.data() + end_, buffer_.size() - end_);
  end_ += count;
  const std::string_view text(buffer_.data(), end_);
  for (std::size_t newline = text.find('\n'); newline != std::string_view::npos;
       newline = text.find('\n', begin_)) {
    take_line(text.substr(begin_, newline - begin_), points);
    begin_ = newline + 1;
  }
  const std::string_view rest = text.substr(begin_);
  // Nothing came: this is the end, or a line that fills the buffer, which take_line refuses.
  if (count == 0 && !rest.empty()) {
    take_line(rest, points);
    begin_ = end_;
  }
  return count > 0;
}

void PointReader::take_line(std::string_view line, std::vector<LabelledPoint>& points) {
  ++line_;
  if (line.size() > kLongestLine) {
    fail("it is longer than " + std::to_string(kLongestLine) + " bytes");
  }
  if (line_ == 1 && line.starts_with(kByteOrderMark)) line.remove_prefix(kByteOrderMark.size());
  if (trimmed(line).empty()) return;
  split(line, cells_);
  const bool is_first = columns_ == 0;
  if (is_first && (cells_.size() == 2 || cells_.size() == 3)) columns_ = cells_.size();
  if (cells_.size() != columns_) {
    fail(std::to_string(cells_.size()) +
         (is_first ? " columns: allowed are two features, and a label as the third"
                   : " columns after lines of " + std::to_string(columns_)));
  }
  if (is_first && is_header(cells_)) return;
  points.push_back({feature(cells_[0]), feature(cells_[1]), has_labels() ? label(cells_[2]) : 0});
}

bool PointReader::is_header(const std::vector<std::string_view>& cells) const {
  return std::none_of(cells.begin(), cells.end(),
                      [](std::string_view cell) { return cell.empty() || number(cell); });
}

float PointReader::feature(std::string_view cell) const {
  const auto value = number(cell);
  if (!value || !(std::abs(*value) <= kFarthest)) {
    fail(shown(cell) + ": allowed are numbers from -1e30 to 1e30");
  }
  return static_cast<float>(*value);
}

int PointReader::label(std::string_view cell) const {
  const auto value = number(cell);
  if (!value || (*value != 0 && *value != 1))
    fail("label " + shown(cell) + ": allowed are 0 and 1");
  return *value == 1 ? 1 : 0;
}

void PointReader::fail(const std::string& reason) const {
  throw PointsError(name_ + ", line " + std::to_string(line_) + ": " + reason);
}

std::vector<LabelledPoint> read_labelled_points(PointReader reader, std::size_t most) {
  const std::string& name = reader.name();
  std::vector<LabelledPoint> points;
  bool goes_on = true;
  while (goes_on) {
    goes_on = reader.read(points);
    if (!points.empty() && !reader.has_labels()) {
      throw PointsError(name + ": its lines have no label: allowed are two features and a label");
    }
    if (points.size() > most) {
      throw PointsError(name + ": more than " + std::to_string(most) + " points");
    }
  }
  if (points.empty()) throw PointsError(name + ": no points in it");
  return points;
}

}  // namespace spiral
