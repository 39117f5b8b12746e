// Experiments as a text that anyone can write, in TOML, and back. Such texts come from strangers:
// they hold data alone, and every size is bounded. It opens no file: who reads the text and the
// points does that.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/experiment.hpp"
#include "core/geometry.hpp"
#include "core/point_columns.hpp"
#include "core/text.hpp"

namespace spiral {

/// The largest file that is read. Units: bytes.
inline constexpr std::size_t kMaxExperimentFile = 1'048'576;

/// Points of the author's own: a table with two features and a label.
struct PointTable {
  /// A path in the folder of the experiment file; empty where `points` has the table itself.
  std::string file = {};
  std::string points = {};
  PointFormat format = {};
  /// How many of them validate; a fifth where it is not said.
  std::optional<std::int64_t> val_size = {};
  /// They are the last ones; otherwise each seed draws which.
  bool is_split = false;
};

/// What a file says.
struct ExperimentFile {
  std::string title;
  /// The spirals where there is none.
  std::optional<PointTable> data = {};
  /// Each case has its place of Run All, and what is inherited has its alternatives, as in the
  /// catalog.
  std::vector<Experiment> exercises = {};
};

/// A text that is no experiment file; `what()` is one line: "my.toml:3:8: what is expected".
class ExperimentFileError : public UsageError {
 public:
  using UsageError::UsageError;
};

/// Reads `text`. `name` is the file's, for messages; no exercise may be called like one of
/// `reserved`.
/// Throws: ExperimentFileError, with the nearest name that is known where one is misspelt.
ExperimentFile read_experiment_file(const std::string& text, const std::string& name,
                                    const std::vector<std::string>& reserved = {});

/// A text from which the same is read again.
std::string write_experiment_file(const ExperimentFile& file);

/// The points as a table that stands in the file itself.
PointTable inline_table(const std::vector<LabelledPoint>& points);

/// Gives every config the sizes that `count` points of the author's own allow: `val_size` of them,
/// or a fifth, validate.
/// Throws: UsageError where none is left to train on, or fewer than a batch.
void fit_to_points(std::vector<Experiment>& exercises, std::size_t count,
                   std::optional<std::int64_t> val_size);

}  // namespace spiral
