#include "statistics/interval.hpp"

#include <algorithm>
#include <cmath>
#include <random>

namespace spiral {

namespace {

// The standard normal distribution's 97.5 % point.
constexpr double kNormal975 = 1.959963984540054;

constexpr std::size_t kResamples = 2000;

/// Uniform in [0, n): the upper half of a 64 x 32-bit product. std::uniform_int_distribution differs
/// between standard libraries.
std::size_t draw_below(std::size_t n, std::mt19937_64& generator) {
  return static_cast<std::size_t>(((generator() >> 32U) * n) >> 32U);
}

/// The median of as many draws with replacement: `counts` is how often each rank was drawn.
double median_of_counts(const std::vector<double>& sorted,
                        const std::vector<std::uint32_t>& counts) {
  const std::size_t n = sorted.size();
  const auto at = [&, rank = std::size_t{0}, seen = std::size_t{0}](std::size_t place) mutable {
    while (seen + counts[rank] <= place) seen += counts[rank++];
    return sorted[rank];
  };
  auto find = at;
  const double lower = find((n - 1) / 2);
  return (lower + find(n / 2)) / 2;
}

}  // namespace

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

Interval median_interval(const std::vector<double>& sorted, std::uint64_t seed) {
  std::mt19937_64 generator(seed);
  std::vector<double> medians;
  std::vector<std::uint32_t> counts(sorted.size());
  for (std::size_t sample = 0; sample < kResamples; ++sample) {
    std::fill(counts.begin(), counts.end(), 0);
    for (std::size_t i = 0; i < sorted.size(); ++i) ++counts[draw_below(sorted.size(), generator)];
    medians.push_back(median_of_counts(sorted, counts));
  }
  std::sort(medians.begin(), medians.end());
  return {quantile(medians, .025), quantile(medians, .975)};
}

}  // namespace spiral
