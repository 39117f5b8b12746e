// Which value of a parameter the notebook used, by what it published: each value's seeds tell how
// likely the published row is under it, and their own rows how far such weights can be trusted.
#pragma once

#include <cstddef>
#include <vector>

#include "statistics/interval.hpp"

namespace spiral {

/// Accuracies of a case's seeds under one candidate value, and what was published of it.
/// Units: percent.
struct Observation {
  double published;
  /// In the order of the seeds, the same for every case and candidate.
  std::vector<double> seeds;
  /// Of which the accuracy is a share.
  std::size_t points;
};

/// How likely `published` is where `seeds`, at least one, come from. Each seed stands for its model: on
/// another validation set, that has a beta-binomial number of points right, with Jeffreys' prior. One
/// part in n + 1 is spread evenly, so that no value is impossible after n seeds.
/// Source: the even part is Laplace's rule of succession.
double log_likelihood(const Observation& observation);

/// Weights of candidates that are equally likely beforehand, of likelihoods taken to `power`; they add
/// up to 1.
std::vector<double> posterior_weights(const std::vector<double>& log_likelihoods, double power);

/// What the published row says of one candidate.
struct Posterior {
  /// Of the whole row, its cases taken as independent.
  double log_likelihood;
  double weight;
  /// Where the weight lies in 95 % of the draws of as many seeds: the percentile bootstrap, 200
  /// samples of every case's seeds, from a generator of its own.
  Interval weight_interval;
};

/// Weights of held-out rows from `from` to `to`, and how often such a weight was that of the value which
/// the row came from.
struct ReliabilityBin {
  double from;
  double to;
  std::size_t weights;
  double mean_weight;
  double share_right;
};

struct Inference {
  std::vector<Posterior> candidates;
  /// Cases are not independent, as they share their data. The likelihoods are taken to this power: that
  /// under which held-out rows are likeliest to be given their own value.
  double power;
  /// Five, of all weights that the held-out rows have: each seed of each candidate plays the notebook
  /// against all other seeds.
  std::vector<ReliabilityBin> reliability;
  /// How often a held-out row of the likeliest candidate fits it as badly as the published one.
  double fit_p_value;
};

/// Shape: `candidates` holds an observation for each published case under each candidate; two seeds or
/// more.
Inference infer(const std::vector<std::vector<Observation>>& candidates);

}  // namespace spiral
