// Intervals and quantiles of samples: pure functions.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace spiral {

struct Interval {
  double low;
  double high;

  bool operator==(const Interval&) const = default;
};

/// The 95 % interval of a share of which `successes` of `trials` draws, 1 or more, were seen.
/// Source: E. B. Wilson, "Probable inference, the law of succession, and statistical inference",
/// 1927; without continuity correction.
Interval wilson_interval(std::size_t successes, std::size_t trials);

/// The value below which the share `q` of `sorted` lies, interpolated between neighbours.
/// Source: R. J. Hyndman and Y. Fan, "Sample quantiles in statistical packages", 1996, type 7: what
/// R and NumPy compute when not told otherwise. `sorted` ascends and is not empty.
double quantile(const std::vector<double>& sorted, double q);

/// The 95 % percentile-bootstrap interval of the median of `sorted`, from 2000 samples.
/// Random: its own generator, seeded with `seed`; the same on every machine.
/// Source: B. Efron, "Bootstrap methods: another look at the jackknife", 1979.
Interval median_interval(const std::vector<double>& sorted, std::uint64_t seed);

}  // namespace spiral
