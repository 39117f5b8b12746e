// Points from a table in a text file of any length, a part at a time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/geometry.hpp"
#include "core/line_reader.hpp"
#include "core/point_columns.hpp"
#include "core/text.hpp"

namespace spiral {

/// A file that holds no such points; `what()` names the file, the line and what it must be.
class PointsError : public UsageError {
 public:
  using UsageError::UsageError;
};

/// A line is two features, and a label where there are labels; PointFormat says which columns they
/// are. Blank lines are none, nor are those that begin with # or, in KEEL's files, @: before the table all
/// of them, in it those without a row's columns. What is no number within 1e30 is refused.
class PointReader {
 public:
  /// `name` is the file's, for messages.
  PointReader(LineReader::Source source, std::string name, PointFormat format = {})
      : lines_(std::move(source)), name_(std::move(name)), format_(std::move(format)) {}

  /// Appends the points of the next lines to `points`, as many as one reading of the source brings;
  /// false at its end. A point without a label has label 0.
  /// Throws: PointsError; the points before the one that is refused are appended then, too.
  bool read(std::vector<LabelledPoint>& points);

  const std::string& name() const { return name_; }

  /// Once a point was read.
  /// Throws: PointsError where the points have no label.
  void check_label_column() const;

  /// Once all is read.
  /// Throws: PointsError where the label of class 1 has a name, and no line had it.
  void check_labels() const;

  /// Known once a point was read.
  const PointColumns& columns() const { return columns_.value(); }

 private:
  void take_line(std::string_view line, std::vector<LabelledPoint>& points);
  bool is_comment(std::string_view line) const;
  /// Throws: PointsError where a quote has no end.
  void check_quotes(const std::string& line) const;
  void take_first_lines(std::vector<LabelledPoint>& points);
  void take_point(const std::string& line, std::vector<LabelledPoint>& points);
  float feature(const std::string& cell) const;
  int label(const std::string& cell);
  [[noreturn]] void fail(const std::string& reason) const;

  LineReader lines_;
  std::string name_;
  PointFormat format_;
  std::optional<PointColumns> columns_ = {};
  // Of the table, which tells a row from a comment.
  std::optional<std::string> first_line_ = {};
  // Those before the columns are known, with their numbers.
  std::vector<std::pair<std::int64_t, std::string>> first_ = {};
  std::int64_t line_ = 0;
  // The label of class 0, where class 1's has a name, and whether that was seen.
  std::optional<std::string> negative_ = {};
  bool has_positive_ = false;
};

/// The points of a file, and what a user should know of how it was read.
struct LabelledPoints {
  std::vector<LabelledPoint> points;
  std::vector<std::string> remarks;
};

/// All points of a source, which has labels.
/// Throws: PointsError, also where there are none or more than `most`.
LabelledPoints read_labelled_points(PointReader reader, std::size_t most);

}  // namespace spiral
