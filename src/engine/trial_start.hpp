// What a trial starts from.
#pragma once

#include "data/spirals.hpp"
#include "experiment/trial.hpp"

namespace spiral {

/// The seed's data, and its generator right behind them, so that every setting of a seed begins in
/// the same state.
struct TrialStart {
  at::Generator generator;
  Dataset training;
  Dataset validation;
};

/// Random: the seed's first numbers, the training set's and then the validation set's.
TrialStart start_trial(const Trial& trial);

}  // namespace spiral
