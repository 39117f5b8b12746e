// Which value of a parameter the notebook used, by what it published: each value's seeds tell how
// likely the published row is under it.
#pragma once

#include <string>
#include <vector>

namespace spiral {

/// Accuracies of a setting's seeds under one candidate value, and what was published of it.
/// Units: percent.
struct Observation {
  double published;
  std::vector<double> seeds;
};

/// How likely `published` is where `seeds` come from: their distribution over the accuracies that
/// `points` points can have, each seed smoothed by a normal kernel that is cut at 0 and 100 %, and
/// one part in n + 1 spread evenly, so that no value is impossible after n seeds.
/// The kernel's width is 0.9 min(s, IQR / 1.34) n^(-1/5), and no less than one point's worth.
/// Shape: `seeds` is not empty.
/// Source: B. W. Silverman, "Density estimation for statistics and data analysis", 1986, (3.31); the
/// even part is Laplace's rule of succession.
double log_likelihood(const Observation& observation, std::size_t points);

/// Posterior weights of candidates that are equally likely beforehand; they add up to 1.
std::vector<double> posterior_weights(const std::vector<double>& log_likelihoods);

}  // namespace spiral
