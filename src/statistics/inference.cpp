#include "statistics/inference.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <random>

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

double row_log_likelihood(const std::vector<Observation>& row) {
  double sum = 0;
  for (const Observation& observation : row) sum += log_likelihood(observation);
  return sum;
}

/// As many of the values, drawn with replacement.
void resample(std::vector<double>& values, std::mt19937_64& generator) {
  const std::vector<double> original = values;
  for (double& value : values) value = original[draw_below(original.size(), generator)];
}

}  // namespace

double log_likelihood(const Observation& observation) {
  const auto points = static_cast<double>(observation.points);
  const double step = 100 / points;
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
  const double even = 1 / (points + 1);
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

std::vector<Posterior> posteriors_of(const std::vector<std::vector<Observation>>& candidates) {
  constexpr int kSamples = 200;
  std::vector<double> log_likelihoods;
  for (const auto& row : candidates) log_likelihoods.push_back(row_log_likelihood(row));
  std::vector<std::vector<double>> drawn(candidates.size());
  std::mt19937_64 generator(0);
  for (int sample = 0; sample < kSamples; ++sample) {
    std::vector<double> of_sample;
    for (std::vector<Observation> row : candidates) {
      for (Observation& observation : row) resample(observation.seeds, generator);
      of_sample.push_back(row_log_likelihood(row));
    }
    const auto weights = posterior_weights(of_sample);
    for (std::size_t i = 0; i < weights.size(); ++i) drawn[i].push_back(weights[i]);
  }
  const auto weights = posterior_weights(log_likelihoods);
  std::vector<Posterior> posteriors;
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    posteriors.push_back({log_likelihoods[i], weights[i], central_95(drawn[i])});
  }
  return posteriors;
}

}  // namespace spiral
