#include "statistics/interval.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

namespace spiral {

namespace {

/// Below which a standard normal number lies with probability 1 - `tail`; by bisection.
double normal_quantile_of_tail(double tail) {
  double low = 0;
  double high = 40;
  while (high - low > 1e-14 * high) {
    const double middle = (low + high) / 2;
    (std::erfc(middle / std::numbers::sqrt2) / 2 > tail ? low : high) = middle;
  }
  return (low + high) / 2;
}

/// Each value's place among all, counted from 1; equal ones share the mean of theirs.
std::vector<double> ranks_of(const std::vector<double>& values) {
  std::vector<double> sorted = values;
  std::sort(sorted.begin(), sorted.end());
  std::vector<double> ranks;
  for (const double value : values) {
    const auto [first, last] = std::equal_range(sorted.begin(), sorted.end(), value);
    ranks.push_back(static_cast<double>((first - sorted.begin()) + (last - sorted.begin()) + 1) /
                    2);
  }
  return ranks;
}

}  // namespace

std::size_t draw_below(std::size_t n, std::mt19937_64& generator) {
  return static_cast<std::size_t>(((generator() >> 32U) * n) >> 32U);
}

Interval wilson_interval(std::size_t successes, std::size_t trials, std::size_t family) {
  const auto n = static_cast<double>(trials);
  const double p = static_cast<double>(successes) / n;
  const double z = normal_quantile_of_tail(.025 / static_cast<double>(family));
  const double z2 = z * z;
  const double centre = (p + z2 / (2 * n)) / (1 + z2 / n);
  const double half = z * std::sqrt(p * (1 - p) / n + z2 / (4 * n * n)) / (1 + z2 / n);
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

std::optional<double> rank_correlation(const std::vector<double>& a, const std::vector<double>& b) {
  const auto x = ranks_of(a);
  const auto y = ranks_of(b);
  const double mean = static_cast<double>(a.size() + 1) / 2;
  double xx = 0;
  double xy = 0;
  double yy = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    xx += (x[i] - mean) * (x[i] - mean);
    xy += (x[i] - mean) * (y[i] - mean);
    yy += (y[i] - mean) * (y[i] - mean);
  }
  if (xx == 0 || yy == 0) return std::nullopt;
  return xy / std::sqrt(xx * yy);
}

Interval median_interval(const std::vector<double>& sorted) {
  // Of n draws, each as likely below the median as above it, `edge` or fewer lie below it in at most
  // 2.5 % of cases: the median is not below the lowest but `edge`.
  const auto n = static_cast<double>(sorted.size());
  std::size_t edge = 0;
  double tail = 0;
  while (true) {
    const auto k = static_cast<double>(edge);
    tail += std::exp(std::lgamma(n + 1) - std::lgamma(k + 1) - std::lgamma(n - k + 1) -
                     n * std::numbers::ln2);
    if (tail > .025) break;
    ++edge;
  }
  if (edge > 0) --edge;
  return {sorted[edge], sorted[sorted.size() - 1 - edge]};
}

}  // namespace spiral
