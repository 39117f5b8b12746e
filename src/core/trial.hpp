// One training asked for, and what came of it: plain records that every engine, store and report
// exchanges, and the one list of their fields.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/field.hpp"
#include "core/geometry.hpp"
#include "core/train_config.hpp"

namespace spiral {

/// The kinds of random numbers that a trial draws: its data sets, its initial weights, the orders
/// of its points.
enum class Draws { data, weights, permutations };

/// One kind of draws from another seed than the trial's own, to see what it alone changes.
struct ReplacedDraws {
  Draws draws;
  /// The other seed is so many further.
  std::uint64_t seed_offset;

  bool operator==(const ReplacedDraws&) const = default;
};

/// Where in a notebook a training's random numbers begin. A seed is one Run All: one generator,
/// from which every cell draws in turn. What cells draw for weights and orders is counted here in
/// the generator's 32-bit numbers, from the training set on; what data sets take is not counted.
struct Place {
  /// Drawn before the validation set.
  std::int64_t validation = 0;
  /// Drawn before this model's weights. Less than `validation` where the model is trained first.
  std::int64_t model = 0;
  /// Drawn before what follows this training: its test set, if it has one.
  std::int64_t end = 0;
  /// Nothing, in the notebook.
  std::optional<ReplacedDraws> replaced = {};

  bool operator==(const Place&) const = default;
};

/// As one value: its three numbers, and two more where draws are replaced.
FieldValue to_field(const Place& place);
void from_field(const FieldValue& value, Place& place);

/// What a result follows from, and nothing else.
struct TrialKey {
  TrainConfig config;
  std::uint64_t seed = 0;
  Place place = {};

  bool operator==(const TrialKey&) const = default;
};

/// A score in [0, 1], computed in two ways that differ where the notebook's code has a slip.
struct Score {
  /// Share of points on the right side of probability 0.5.
  double accuracy = 0;
  /// What the notebook's code computes: for BCE it cuts logits, not probabilities, at 0.5, and on
  /// the test set it swaps the arguments, which makes it 1 - mean |label - probability|.
  double notebook_accuracy = 0;
};

/// What a trial left behind. A training that diverged has NaN where a number was lost.
struct TrialResult {
  TrialKey key;
  /// Shape: [epochs].
  std::vector<double> train_error = {};
  /// Only where training might stop early and a validation loss was a number: the epoch whose
  /// weights were kept.
  std::optional<std::int64_t> best_epoch = {};
  /// The share of the training set on the right side of probability 0.5.
  double train_accuracy = 0;
  Score validation = {};
  /// Only where the config has a test set.
  std::optional<Score> test = {};
  /// Share of the plot extent where 0.1 < probability < 0.9; absent where the accuracy is below
  /// 0.6.
  std::optional<double> boundary_width = {};
  /// Units: radians per unit of length of the p = 0.5 contour; absent without one.
  std::optional<double> boundary_edginess = {};
  double seconds = 0;
  /// What the figures show of the plane.
  BoundingBox extent = {};
  /// Each layer's weight, row by row, then its bias. Empty where a run dropped them to save memory.
  std::vector<float> weights = {};
};

/// By how much the model does better on the points that it was trained on.
inline double overfit(const TrialResult& result) {
  return result.train_accuracy - result.validation.accuracy;
}

/// Every field of a result but its config, its extent and its weights: the seed and the place
/// first.
const std::vector<Field<TrialResult>>& result_fields();

/// On what a result was computed. Its bits depend on the data, the fingerprint, the device, the
/// numerics, and where they are not Python's on the engine too. The libraries' names are for
/// readers.
struct Environment {
  std::string version;
  std::string libtorch;
  std::string cpu_capability;
  std::string blas;
  /// What the libraries compute there, whatever their names: engine/fingerprint.hpp.
  std::string fingerprint = {};
  std::string device;
  /// LibTorch threads of one trial.
  int threads = 1;
  std::string engine;
  /// The instructions of the SIMD engine; empty for the others.
  std::string simd = {};
  /// Rises when a new version of the program computes other numbers; 2 since a seed is one Run All,
  /// 3 since a boundary has an edginess.
  int numerics = 3;
  /// "python": those of Python's PyTorch, of this version and on this machine; or "close" to them.
  std::string bits = kPythonBits;
  /// What is trained on: the notebook's spirals, or a hash of the user's own points.
  std::string data = kSpirals;

  static constexpr const char* kPythonBits = "python";
  static constexpr const char* kCloseBits = "close";
  static constexpr const char* kSpirals = "spirals";
};

/// Every field of an environment.
const std::vector<Field<Environment>>& environment_fields();

}  // namespace spiral
