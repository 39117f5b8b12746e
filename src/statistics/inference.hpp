// Which value of a parameter the notebook used, by what it published: each value's seeds tell how
// likely the published row is under it.
#pragma once

#include <cstddef>
#include <vector>

#include "statistics/interval.hpp"

namespace spiral {

/// Accuracies of a case's seeds under one candidate value, and what was published of it.
/// Units: percent.
struct Observation {
  double published;
  std::vector<double> seeds;
  /// Of which the accuracy is a share: it can have this many values and one more.
  std::size_t points;
};

/// How likely `published` is where `seeds`, at least one, come from: their distribution over the
/// accuracies that `points` can have, each seed smoothed by a normal kernel that is cut at 0 and
/// 100 %, and one part in n + 1 spread evenly, so that no value is impossible after n seeds.
/// The kernel's width is 0.9 min(s, IQR / 1.34) n^(-1/5), and no less than one point's worth.
/// Source: B. W. Silverman, "Density estimation for statistics and data analysis", 1986, (3.31);
/// the even part is Laplace's rule of succession.
double log_likelihood(const Observation& observation);

/// Weights of candidates that are equally likely beforehand; they add up to 1.
std::vector<double> posterior_weights(const std::vector<double>& log_likelihoods);

/// What the published row says of one candidate.
struct Posterior {
  /// Of the whole row, its cases taken as independent.
  double log_likelihood;
  double weight;
  /// Where the weight lies in 95 % of the draws of as many seeds: the percentile bootstrap, 200
  /// samples of every case's seeds, from a generator of its own.
  Interval weight_interval;
};

/// Shape: `candidates` holds an observation for each published case under each candidate.
std::vector<Posterior> posteriors_of(const std::vector<std::vector<Observation>>& candidates);

}  // namespace spiral
