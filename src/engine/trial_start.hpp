// What a trial starts from.
#pragma once

#include <vector>

#include "data/spirals.hpp"
#include "experiment/labelled_point.hpp"
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

/// The same on points of the user's own, of which the trial's val_size are held out.
/// Random: a permutation, whose first points are held out.
TrialStart start_trial(const Trial& trial, const std::vector<LabelledPoint>& points);

}  // namespace spiral
