// One training run asked for, and what came of it: plain records that every engine, store and
// report exchanges.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "experiment/box.hpp"
#include "experiment/picture.hpp"
#include "experiment/setting.hpp"

namespace spiral {

/// One setting at one seed. These two alone determine the result.
struct Trial {
  /// The exercise that asks for it.
  std::string experiment;
  Setting setting;
  std::uint64_t seed = 0;

  bool operator==(const Trial&) const = default;
};

/// A score in [0, 1], computed in two ways that differ where the notebook's code has a slip.
struct Score {
  /// Share of points on the right side of probability 0.5.
  double accuracy;
  /// What the notebook's code computes: for BCE it cuts logits, not probabilities, at 0.5, and on
  /// the test set it swaps the arguments, which makes it 1 - mean |label - probability|.
  double notebook_accuracy;
};

/// What a trial left behind. A training that diverged has NaN where a number was lost.
struct TrialResult {
  Trial trial;
  /// One per epoch.
  std::vector<double> train_error;
  Score validation;
  /// Only where the setting has a test set.
  std::optional<Score> test;
  /// Share of the padded bounding box where 0.1 < probability < 0.9.
  double boundary_width;
  /// Units: radians of turning per unit of length of the p = 0.5 contour; absent without a contour.
  std::optional<double> boundary_roughness;
  double seconds;
  /// Only where training might stop early and a validation loss was a number: the epoch whose weights
  /// were kept.
  std::optional<std::int64_t> best_epoch = {};
  /// Only where it was asked for.
  std::shared_ptr<const Picture> picture = nullptr;
  /// Each layer's weight, row by row, then its bias; only where they were asked for.
  std::vector<float> weights = {};
  /// What the figures show of the plane; only beside the weights.
  std::optional<Box> box = {};
};

/// What the notebook printed of such a trial: its test score where there is a test set, as its own
/// code computes it.
inline double notebook_figure(const TrialResult& result) {
  return result.test ? result.test->notebook_accuracy : result.validation.notebook_accuracy;
}

/// On what a result was computed: its bits depend on each of these.
struct Environment {
  std::string version;
  std::string libtorch;
  std::string cpu_capability;
  std::string blas;
  std::string device;
  /// LibTorch threads of one trial.
  int threads;
  std::string engine;
  /// The instructions of the fused engine, which its last bits depend on; empty for the others.
  std::string simd = {};
  /// Rises when a new version of the program computes other numbers.
  int numerics = 1;
};

}  // namespace spiral
