// A published number among the same number of many seeds.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "statistics/interval.hpp"

namespace spiral {

/// With fewer seeds no number can be an outlier: the lowest of 39 numbers is below 38 of them, and
/// even that happens by chance in more than 5 % of cases.
inline constexpr std::size_t kMinSeeds = 39;

struct NumberVerdict {
  double published;
  /// Share of seeds below it, those that equal it counted half.
  double percentile;
  /// Seeds as far out or farther, on the nearer side.
  std::size_t as_far;
  /// How often a further seed would be as far out, on the nearer side, twice; the number itself
  /// counts as one of the draws.
  /// Source: B. V. North, D. Curtis and P. C. Sham, "A note on the calculation of empirical p values
  /// from Monte Carlo procedures", 2002.
  double p_value;
  /// Published less the seeds' median, in standard deviations of the seeds; nullopt where all agree.
  std::optional<double> deviations;
  /// It lies where hardly a seed does, with seeds on both sides of it: between two modes.
  bool in_gap;

  bool compatible() const { return p_value >= .05; }
};

/// The verdict on `published` among `sorted`, which ascends; nullopt with fewer than kMinSeeds.
std::optional<NumberVerdict> assess_number(double published, const std::vector<double>& sorted);

/// The lowest and the highest of `sorted`, which ascends, that would be compatible: numbers that were
/// seen, not interpolated ones. With fewer than kMinSeeds, all are.
Interval compatible_range(const std::vector<double>& sorted);

/// How many of the published numbers are outliers, and how many would be if a seed had published its own.
struct OutlierCount {
  std::size_t numbers;
  std::size_t outliers;
  /// Of the seeds, each against all others.
  double median_of_seeds;
  std::size_t seeds;
  std::size_t seeds_with_as_many;
};

/// One published number, and the same of every seed.
struct PublishedNumber {
  double published;
  /// Shape: [seeds], in the same order for every number.
  std::vector<double> of_seeds;
};

/// Numbers of one seed hang together, for they share its data; so do the counts here.
/// Nullopt without numbers, and with kMinSeeds or fewer.
std::optional<OutlierCount> count_outliers(const std::vector<PublishedNumber>& numbers);

}  // namespace spiral
