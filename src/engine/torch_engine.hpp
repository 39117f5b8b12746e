// The notebook's way: one trial after the other, on LibTorch's modules and optimizers.
#pragma once

#include <vector>

#include "engine/engine_options.hpp"
#include "experiment/labelled_point.hpp"
#include "experiment/observer.hpp"
#include "experiment/trial.hpp"

namespace spiral {

/// Trains and evaluates one trial; the data and the initial weights are drawn on the CPU, so that
/// they are the same on every device. Safe to call from several threads at once.
/// Throws: Interrupted.
TrialResult run_trial(const Trial& trial, const EngineOptions& options,
                      const TrialObserver& observer);

/// The training set that `trial` starts from.
std::vector<LabelledPoint> training_points(const Trial& trial);

}  // namespace spiral
