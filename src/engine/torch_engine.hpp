// The notebook's way: one trial after the other, on LibTorch's modules and optimizers.
#pragma once

#include <string>

#include "experiment/trial.hpp"
#include "training/train.hpp"

namespace spiral {

/// What a trial starts from: the seed's data, and its generator right behind them, so that every
/// setting of a seed begins in the same state.
struct TrialStart {
  at::Generator generator;
  Dataset training;
  Dataset validation;
};

/// Random: the seed's first numbers, the training set's and then the validation set's.
TrialStart start_trial(const Trial& trial);

/// Trains and evaluates one trial; the data and the initial weights are drawn on the CPU, so that
/// they are the same on every device. Safe to call from several threads at once. Throws:
/// Interrupted.
TrialResult run_trial(const Trial& trial, const std::string& device, const TrainObserver& observer);

}  // namespace spiral
