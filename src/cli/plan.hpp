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

/// The notebook's usual network and training with the user's values in place of its own.
Setting usual_setting(const Options& options);

/// Settings that differ in more than their names, without these.
std::vector<Setting> distinct(std::vector<Setting> settings);

/// Either number can come from an option or from the exercise itself.
/// Throws: UsageError where a batch is larger than its training set.
void check_batch_sizes(const std::vector<Experiment>& experiments);

/// Throws: UsageError where the options' seeds of so many settings, 1 or more, are more than there
/// are or than memory bears.
void check_seeds(std::size_t settings, const Options& options);

/// Every setting at every seed, in the order in which results are reported.
std::vector<Trial> list_trials(const std::vector<Experiment>& experiments, const Options& options);

}  // namespace spiral
