#include "statistics/number_verdict.hpp"

#include <algorithm>
#include <cmath>

namespace spiral {

namespace {

/// Of a number with `below` draws below it and `equal` ones like it, among `n`.
double p_value(std::size_t below, std::size_t equal, std::size_t n) {
  const std::size_t up_to = below + equal + 1;
  const std::size_t from = n - below + 1;
  return std::min(1.0, 2 * static_cast<double>(std::min(up_to, from)) / static_cast<double>(n + 1));
}

struct Place {
  std::size_t below;
  std::size_t equal;
};

Place place_of(double value, const std::vector<double>& sorted) {
  const auto [first, last] = std::equal_range(sorted.begin(), sorted.end(), value);
  return {static_cast<std::size_t>(first - sorted.begin()), static_cast<std::size_t>(last - first)};
}

double standard_deviation(const std::vector<double>& values) {
  const auto n = static_cast<double>(values.size());
  double mean = 0;
  for (const double value : values) mean += value / n;
  double squares = 0;
  for (const double value : values) squares += (value - mean) * (value - mean);
  return std::sqrt(squares / (n - 1));
}

/// Whether a tenth of the range around the number holds fewer than a quarter of the seeds that an
/// even spread would put there, with one seed in twenty or more on either side.
bool is_in_gap(double published, const std::vector<double>& sorted) {
  const Interval range = compatible_range(sorted);
  const double half = (range.high - range.low) / 20;
  const auto up_to = [&](double x) { return std::ranges::upper_bound(sorted, x) - sorted.begin(); };
  const auto n = static_cast<double>(sorted.size());
  const auto lower = static_cast<double>(up_to(published - half));
  const auto upper = static_cast<double>(up_to(published + half));
  return half > 0 && upper - lower < .025 * n && lower >= .05 * n && n - upper >= .05 * n;
}

}  // namespace

std::optional<NumberVerdict> assess_number(double published, const std::vector<double>& sorted) {
  const std::size_t n = sorted.size();
  if (n < kMinSeeds) return std::nullopt;
  const auto [below, equal] = place_of(published, sorted);
  const double spread = standard_deviation(sorted);
  NumberVerdict verdict{
      .published = published,
      .percentile =
          (static_cast<double>(below) + static_cast<double>(equal) / 2) / static_cast<double>(n),
      .as_far = std::min(below + equal, n - below),
      .p_value = p_value(below, equal, n),
      .deviations = {},
      .in_gap = is_in_gap(published, sorted)};
  if (sorted.front() < sorted.back()) verdict.deviations = (published - median(sorted)) / spread;
  return verdict;
}

Interval compatible_range(const std::vector<double>& sorted) {
  // As many seeds up to a number, and from it on, make it compatible.
  const double least = std::ceil(.025 * static_cast<double>(sorted.size() + 1)) - 1;
  const auto edge = static_cast<std::size_t>(std::max(least, 1.0)) - 1;
  return {sorted[edge], sorted[sorted.size() - 1 - edge]};
}

std::optional<OutlierCount> count_outliers(const std::vector<PublishedNumber>& numbers) {
  if (numbers.empty() || numbers.front().of_seeds.size() <= kMinSeeds) return std::nullopt;
  const std::size_t n = numbers.front().of_seeds.size();
  std::size_t outliers = 0;
  std::vector<std::size_t> of_seed(n);
  for (const PublishedNumber& number : numbers) {
    std::vector<double> sorted = number.of_seeds;
    std::sort(sorted.begin(), sorted.end());
    const auto published = place_of(number.published, sorted);
    if (p_value(published.below, published.equal, n) < .05) ++outliers;
    for (std::size_t seed = 0; seed < n; ++seed) {
      const auto own = place_of(number.of_seeds[seed], sorted);
      if (p_value(own.below, own.equal - 1, n - 1) < .05) ++of_seed[seed];
    }
  }
  const auto as_many = std::ranges::count_if(of_seed, [=](auto own) { return own >= outliers; });
  std::vector<double> counts(of_seed.begin(), of_seed.end());
  std::sort(counts.begin(), counts.end());
  return OutlierCount{.numbers = numbers.size(),
                      .outliers = outliers,
                      .median_of_seeds = median(counts),
                      .seeds = n,
                      .seeds_with_as_many = static_cast<std::size_t>(as_many)};
}

}  // namespace spiral
