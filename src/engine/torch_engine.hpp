// The notebook's way: one trial after the other, on LibTorch's modules and optimizers.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "experiment/labelled_point.hpp"
#include "experiment/observer.hpp"
#include "experiment/trial.hpp"

namespace spiral {

/// How the trials of a run are computed; nothing here changes a result's meaning.
struct EngineOptions {
  /// "cpu", "cuda" or "cuda:N".
  std::string device = "cpu";
  /// The grid step of the picture that each result carries; absent for none.
  std::optional<double> picture_step = {};
};

/// Trains and evaluates one trial; the data and the initial weights are drawn on the CPU, so that
/// they are the same on every device. Safe to call from several threads at once.
/// Throws: Interrupted.
TrialResult run_trial(const Trial& trial, const EngineOptions& options,
                      const TrialObserver& observer);

/// The training set that `trial` starts from.
std::vector<LabelledPoint> training_points(const Trial& trial);

}  // namespace spiral
