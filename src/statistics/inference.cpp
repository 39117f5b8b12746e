#include "statistics/inference.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "statistics/interval.hpp"

namespace spiral {

namespace {

double normal_cdf(double z) { return std::erfc(-z / std::numbers::sqrt2) / 2; }

double bandwidth(std::vector<double> values, double least) {
  std::sort(values.begin(), values.end());
  const auto n = static_cast<double>(values.size());
  double mean = 0;
  for (const double value : values) mean += value / n;
  double variance = 0;
  for (const double value : values) variance += (value - mean) * (value - mean) / n;
  const double iqr = quantile(values, .75) - quantile(values, .25);
  return std::max(least, .9 * std::min(std::sqrt(variance), iqr / 1.34) * std::pow(n, -.2));
}

}  // namespace

double log_likelihood(const Observation& observation, std::size_t points) {
  const double step = 100 / static_cast<double>(points);
  const double h = bandwidth(observation.seeds, step);
  const auto n = static_cast<double>(observation.seeds.size());
  // The kernel's mass between halfway to either neighbour, of all that lies on the scale.
  const auto mass = [&](double seed) {
    const auto up_to = [&](double x) { return normal_cdf((x - seed) / h); };
    return (up_to(observation.published + step / 2) - up_to(observation.published - step / 2)) /
           (up_to(100 + step / 2) - up_to(-step / 2));
  };
  double smoothed = 0;
  for (const double seed : observation.seeds) smoothed += mass(seed) / n;
  const double even = 1 / static_cast<double>(points + 1);
  return std::log(smoothed * n / (n + 1) + even / (n + 1));
}

std::vector<double> posterior_weights(const std::vector<double>& log_likelihoods) {
  const double largest = *std::max_element(log_likelihoods.begin(), log_likelihoods.end());
  std::vector<double> weights;
  double sum = 0;
  for (const double value : log_likelihoods) {
    weights.push_back(std::exp(value - largest));
    sum += weights.back();
  }
  for (double& weight : weights) weight /= sum;
  return weights;
}

}  // namespace spiral
