// Where the spread of an accuracy over seeds comes from.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <vector>

#include "core/experiment.hpp"
#include "statistics/interval.hpp"

namespace spiral {

/// The results of an exercise's published cases at the first seeds, with one kind of draws replaced by
/// those of as many seeds further.
struct ReplacedResults {
  ReplacedDraws replaced;
  ExperimentResults results;
};

/// How much of the variance one kind of draws makes by itself.
struct VarianceShare {
  Draws draws;
  /// At least 0.
  double share;
  /// In 95 % of the draws of as many pairs of seeds: the percentile bootstrap, 200 samples.
  Interval interval;
  /// Pairs of seeds that it is estimated from.
  std::size_t pairs;
};

/// Of the accuracies of an exercise's published cases, their variances added up. What no kind makes by
/// itself is left over: it takes two of them together. Nullopt where the accuracies do not vary, and
/// where a seed or a case is missing.
/// Source: the first-order index of I. M. Sobol', "Sensitivity estimates for nonlinear mathematical
/// models", 1993, by the estimator of M. J. W. Jansen, "Analysis of variance designs for model
/// output", 1999: half the mean square between two seeds that share these draws alone.
std::optional<std::vector<VarianceShare>> variance_shares(
    const ExperimentResults& results, const std::vector<ReplacedResults>& replaced);

}  // namespace spiral
