#include "statistics/interval.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace spiral {

namespace {

// The standard normal distribution's 97.5 % point.
constexpr double kNormal975 = 1.959963984540054;

constexpr std::size_t kResamples = 2000;

}  // namespace

std::size_t draw_below(std::size_t n, std::mt19937_64& generator) {
  return static_cast<std::size_t>(((generator() >> 32U) * n) >> 32U);
}

Interval wilson_interval(std::size_t successes, std::size_t trials) {
  const auto n = static_cast<double>(trials);
  const double p = static_cast<double>(successes) / n;
  const double z2 = kNormal975 * kNormal975;
  const double centre = (p + z2 / (2 * n)) / (1 + z2 / n);
  const double half = kNormal975 * std::sqrt(p * (1 - p) / n + z2 / (4 * n * n)) / (1 + z2 / n);
  return {std::max(0.0, centre - half), std::min(1.0, centre + half)};
}

double quantile(const std::vector<double>& sorted, double q) {
  const double place = q * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(place);
  const std::size_t above = std::min(below + 1, sorted.size() - 1);
  return sorted[below] + (place - static_cast<double>(below)) * (sorted[above] - sorted[below]);
}

double median(const std::vector<double>& sorted) {
  const std::size_t n = sorted.size();
  return (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
}

Interval central_95(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return {quantile(values, .025), quantile(values, .975)};
}

MedianBootstrap::MedianBootstrap(std::size_t n, std::uint64_t seed) {
  std::mt19937_64 generator(seed);
  std::vector<std::size_t> ranks(n);
  for (std::size_t sample = 0; sample < kResamples; ++sample) {
    for (std::size_t& rank : ranks) rank = draw_below(n, generator);
    std::sort(ranks.begin(), ranks.end());
    samples_.push_back({ranks[(n - 1) / 2], ranks[n / 2]});
  }
}

Interval MedianBootstrap::interval(const std::vector<double>& sorted) const {
  std::vector<double> medians;
  for (const auto& [lower, upper] : samples_) {
    medians.push_back((sorted[lower] + sorted[upper]) / 2);
  }
  return central_95(std::move(medians));
}

}  // namespace spiral
