// Intervals and quantiles of samples: pure functions.
#pragma once

#include <cstddef>
#include <optional>
#include <random>
#include <vector>

namespace spiral {

struct Interval {
  double low;
  double high;

  bool operator==(const Interval&) const = default;
};

/// An interval of a share of which `successes` of `trials` draws, 1 or more, were seen. It holds the
/// true share in 95 % of cases; all of `family` such intervals together do, as Bonferroni bounds it.
/// Source: E. B. Wilson, "Probable inference, the law of succession, and statistical inference",
/// 1927; without continuity correction.
Interval wilson_interval(std::size_t successes, std::size_t trials, std::size_t family = 1);

/// The value below which the share `q` of `sorted` lies, interpolated between neighbours.
/// Source: R. J. Hyndman and Y. Fan, "Sample quantiles in statistical packages", 1996, type 7: what
/// R and NumPy compute when not told otherwise. `sorted` ascends and is not empty.
double quantile(const std::vector<double>& sorted, double q);

/// The middle value, or the mean of the middle two. `sorted` ascends and is not empty.
double median(const std::vector<double>& sorted);

/// Where the central 95 % of `values`, in any order and at least one, lie; interpolated.
Interval central_95(std::vector<double> values);

/// The ranks of both samples' values among all, ties sharing the mean of theirs, correlated; nullopt
/// where one sample is constant.
/// Shape: as many values in each.
/// Source: C. Spearman, "The proof and measurement of association between two things", 1904.
std::optional<double> rank_correlation(const std::vector<double>& a, const std::vector<double>& b);

/// Uniform in [0, n), n up to 2^32: the upper half of a 64 x 32-bit product, the same with every
/// standard library, whose std::uniform_int_distribution differ.
std::size_t draw_below(std::size_t n, std::mt19937_64& generator);

/// The 95 % interval of the median of what `sorted` was drawn from: two of its own values, which are as far
/// from the middle as chance puts the middle. `sorted` ascends and is not empty; of a few values it is
/// their whole range.
/// Source: W. J. Conover, "Practical nonparametric statistics", 1971: the sign test turned round.
Interval median_interval(const std::vector<double>& sorted);

}  // namespace spiral
