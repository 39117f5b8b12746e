// Intervals and quantiles of samples: pure functions.
#pragma once

#include <cstddef>
#include <cstdint>
#include <random>
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

/// The middle value, or the mean of the middle two. `sorted` ascends and is not empty.
double median(const std::vector<double>& sorted);

/// Where the central 95 % of `values`, in any order and at least one, lie.
Interval central_95(std::vector<double> values);

/// Uniform in [0, n), n up to 2^32: the upper half of a 64 x 32-bit product, the same with every
/// standard library, whose std::uniform_int_distribution differ.
std::size_t draw_below(std::size_t n, std::mt19937_64& generator);

/// The percentile bootstrap of the median of `n` values: which ranks the medians of 2000 samples
/// with replacement have does not depend on the values, so that samples of one size share the
/// draws.
/// Random: its own generator, seeded with `seed`; the same on every machine.
/// Source: B. Efron, "Bootstrap methods: another look at the jackknife", 1979.
class MedianBootstrap {
 public:
  MedianBootstrap(std::size_t n, std::uint64_t seed);

  /// The 95 % interval of the median of `sorted`, which ascends and has `n` values.
  Interval interval(const std::vector<double>& sorted) const;

 private:
  /// The ranks of a sample's two middle values; of an odd number of values both are one.
  struct MiddleRanks {
    std::size_t lower;
    std::size_t upper;
  };
  std::vector<MiddleRanks> samples_;
};

}  // namespace spiral
