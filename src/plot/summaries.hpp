// What figures show of many trainings: the median seed, curves over the seeds, two parameters'
// grid.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/experiment.hpp"
#include "plot/panel.hpp"
#include "plot/summary_panel.hpp"

namespace spiral {

/// The result whose printed accuracy is the median of all; the lower one of two, the first seed's of
/// equal ones. NaN counts as the lowest. `results` are not empty.
const TrialResult& median_trial(const Experiment& experiment,
                                const std::vector<TrialResult>& results);

/// Of one result its train errors; of several, epoch by epoch, the median and the quartiles of
/// those that trained so long and have a number.
Curve curve_over_seeds(const std::string& label, const std::vector<TrialResult>& results);

/// Each case's accuracies beside the published one.
std::vector<Sample> accuracy_samples(const ExperimentResults& results);

/// The parameters of a grid of cases, the second varying fastest.
struct ParameterPair {
  std::string first;
  std::vector<std::string> first_values;
  std::string second;
  std::vector<std::string> second_values;
};

/// Nullopt unless the cases are all combinations of two parameters' values.
std::optional<ParameterPair> parameter_pair(const std::vector<CaseResults>& cases);

/// The cases' medians on their grid, the first case at the top left.
HeatMap median_heat_map(const ParameterPair& pair, const ExperimentResults& results);

}  // namespace spiral
