// Points from a CSV file (RFC 4180) of any length, a part at a time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/geometry.hpp"

namespace spiral {

/// A file that holds no such points; `what()` names the file, the line and what it must be.
class PointsError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// A line is two features, and a label, 0 or 1, where there are labels; the first line says
/// whether, and may be a header. A byte-order mark, CRLF, blank lines, blanks around a cell and
/// quotes are all right; what is no number within 1e30 is not.
class PointReader {
 public:
  /// Fills the buffer with what there is, and returns how many bytes; 0 is the end.
  using Source = std::function<std::size_t(char* buffer, std::size_t size)>;

  /// `name` is the file's, for messages.
  PointReader(Source source, std::string name)
      : source_(std::move(source)), name_(std::move(name)) {}

  /// Appends the points of the next lines to `points`, as many as one reading of the source brings;
  /// false at its end. A point without a label has label 0.
  /// Throws: PointsError; the points before the one that is refused are appended then, too.
  bool read(std::vector<LabelledPoint>& points);

  const std::string& name() const { return name_; }

  /// Known once a point was read.
  bool has_labels() const { return columns_ == 3; }

 private:
  void take_line(std::string_view line, std::vector<LabelledPoint>& points);
  float feature(const std::string& cell) const;
  int label(const std::string& cell) const;
  [[noreturn]] void fail(const std::string& reason) const;

  Source source_;
  std::string name_;
  // Read and not yet taken.
  std::string text_ = {};
  std::int64_t line_ = 0;
  // 0 before the first line.
  std::size_t columns_ = 0;
};

/// All points of a source, which has labels.
/// Throws: PointsError, also where there are none or more than `most`.
std::vector<LabelledPoint> read_labelled_points(PointReader reader, std::size_t most);

}  // namespace spiral
