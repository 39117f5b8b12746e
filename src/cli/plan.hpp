// What a run is asked to do: exercises as the options change them, checked before any work.
#pragma once

#include <vector>

#include "cli/options.hpp"
#include "experiment/experiment.hpp"
#include "experiment/trial.hpp"

namespace spiral {

/// The settings that `--only` keeps, with the user's values in place of their own.
/// Throws: UsageError where a setting is unknown, a batch is larger than its training set, or the
/// seeds are more than there are or than memory bears.
std::vector<Experiment> plan_experiments(std::vector<Experiment> experiments,
                                         const Options& options);

/// Every setting at every seed, in the order in which results are reported.
std::vector<Trial> list_trials(const std::vector<Experiment>& experiments, const Options& options);

}  // namespace spiral
