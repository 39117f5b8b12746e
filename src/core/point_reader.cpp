#include "core/point_reader.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <stdexcept>
#include <utility>

#include "core/text.hpp"

namespace spiral {

namespace {

// Far from the end of float32, so that a network's sums do not pass it.
constexpr double kFarthest = 1e30;

struct OtherKind {
  std::string_view begin;
  const char* advice;
};

/// What people have in place of the file that they mean.
constexpr std::array kOtherKinds{
    OtherKind{"version https://git-lfs.github.com/",
              "a Git LFS pointer, not the file itself; git lfs pull fetches it"},
    OtherKind{"\x1F\x8B", "compressed by gzip; unpack it first"},
    OtherKind{"PK\x03\x04", "a ZIP archive; unpack it first"},
    OtherKind{"<", "an HTML or XML page, not a table of points"}};

/// As a message may show it: short.
std::string shown(const std::string& cell) {
  constexpr std::size_t kMost = 40;
  std::size_t end = std::min(kMost, cell.size());
  // Not in the middle of a letter of several bytes.
  while (end < cell.size() && (static_cast<unsigned char>(cell[end]) & 0xC0U) == 0x80) --end;
  return "'" + cell.substr(0, end) + (end < cell.size() ? "..." : "") + "'";
}

}  // namespace

bool PointReader::read(std::vector<LabelledPoint>& points) {
  const bool goes_on = lines_.read([&](std::string_view line) { take_line(line, points); });
  if (!goes_on && !columns_ && !first_.empty()) take_first_lines(points);
  return goes_on;
}

void PointReader::take_line(std::string_view line, std::vector<LabelledPoint>& points) {
  if (++line_ == 1) {
    const auto kind = std::ranges::find_if(
        kOtherKinds, [&](const OtherKind& each) { return line.starts_with(each.begin); });
    if (kind != kOtherKinds.end()) throw PointsError(name_ + ": " + kind->advice);
  }
  if (line.size() > LineReader::kLongestLine) {
    fail("it is longer than " + std::to_string(LineReader::kLongestLine) + " bytes");
  }
  if (line.find_first_not_of(" \t") == std::string_view::npos || is_comment(line)) return;
  if (line.find('\0') != std::string_view::npos) fail("a NUL byte: must be text");
  if (!first_line_) first_line_ = line;
  if (columns_) return take_point(std::string(line), points);
  first_.emplace_back(line_, line);
  if (first_.size() == 1 && !is_all_numbers(first_.front().second, format_)) return;
  take_first_lines(points);
}

bool PointReader::is_comment(std::string_view line) const {
  const char first = line[line.find_first_not_of(" \t")];
  if (first != '#' && first != '@') return false;
  return !first_line_ || !have_as_many_cells(*first_line_, std::string(line), format_);
}

void PointReader::take_first_lines(std::vector<LabelledPoint>& points) {
  std::vector<std::string> lines;
  for (const auto& [number, line] : first_) {
    line_ = number;
    check_quotes(line);
    lines.push_back(line);
  }
  line_ = first_.front().first;
  try {
    columns_ = find_columns(lines, format_);
  } catch (const std::invalid_argument& error) {
    fail(error.what());
  }
  for (std::size_t i = columns_->has_header ? 1 : 0; i < first_.size(); ++i) {
    line_ = first_[i].first;
    take_point(first_[i].second, points);
  }
}

void PointReader::check_quotes(const std::string& line) const {
  if (std::ranges::count(line, '"') % 2 == 0) return;
  fail("a quote without its end; a cell must end in its line");
}

void PointReader::take_point(const std::string& line, std::vector<LabelledPoint>& points) {
  check_quotes(line);
  const auto cells = split_cells(line, columns_->delimiter);
  if (cells.size() != columns_->count) {
    fail(shown(line) + " has " + std::to_string(cells.size()) +
         (cells.size() == 1 ? " column" : " columns") + ", the first line " +
         std::to_string(columns_->count));
  }
  points.push_back({feature(cells[columns_->x]), feature(cells[columns_->y]),
                    columns_->label ? label(cells[*columns_->label]) : 0});
}

float PointReader::feature(const std::string& cell) const {
  const auto value = parse_number(cell);
  if (!value || !(std::abs(*value) <= kFarthest)) {
    const bool has_comma = cell.find(',') != std::string::npos;
    fail(shown(cell) + ": must be a number from -1e30 to 1e30" +
         (has_comma ? ", with a dot before its fraction" : ""));
  }
  return static_cast<float>(*value);
}

int PointReader::label(const std::string& cell) {
  const auto value = parse_number(cell);
  if (format_.positive.empty()) {
    if (value != 0.0 && value != 1.0) {
      fail("label " + shown(cell) + ": must be 0 or 1, unless " + format_.dashes +
           "positive says which label is class 1");
    }
    return value == 1.0 ? 1 : 0;
  }
  if (cell == format_.positive || (value && value == parse_number(format_.positive))) {
    has_positive_ = true;
    return 1;
  }
  if (!negative_) negative_ = cell;
  if (cell != *negative_ && (!value || value != parse_number(*negative_))) {
    fail("label " + shown(cell) + ": must be " + shown(format_.positive) + " or " +
         shown(*negative_) + ", for there are two classes" +
         (has_positive_ ? "" : "; no label was " + shown(format_.positive) + " yet"));
  }
  return 0;
}

void PointReader::check_label_column() const {
  if (columns().label) return;
  throw PointsError(name_ + ": its lines have no label; " + format_.dashes + "label names it");
}

void PointReader::check_labels() const {
  if (format_.positive.empty() || !columns_ || !columns_->label || has_positive_) return;
  throw PointsError(name_ + ": no label is " + shown(format_.positive) + "; " + format_.dashes +
                    "positive must be one of them" +
                    (negative_ ? ", such as " + shown(*negative_) : ""));
}

void PointReader::fail(const std::string& reason) const {
  throw PointsError(name_ + ", line " + std::to_string(line_) + ": " + reason);
}

LabelledPoints read_labelled_points(PointReader reader, std::size_t most) {
  const std::string& name = reader.name();
  std::vector<LabelledPoint> points;
  for (bool goes_on = true; goes_on;) {
    goes_on = reader.read(points);
    if (!points.empty()) reader.check_label_column();
    if (points.size() > most) {
      throw PointsError(name + ": more than " + std::to_string(most) + " points");
    }
  }
  if (points.empty()) throw PointsError(name + ": no points in it");
  reader.check_labels();
  LabelledPoints all{std::move(points), reader.columns().remarks};
  for (std::string& remark : all.remarks) remark.insert(0, name + ": ");
  return all;
}

}  // namespace spiral
