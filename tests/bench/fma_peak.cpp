// What the core could do if it did nothing but multiply and add.
#include <cstddef>

#include "bench/timing.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "bench/fma_peak.cpp"
#include <hwy/foreach_target.h>
// After foreach_target.h, as Highway wants it.
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace spiral::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

/// More than two units times four cycles of latency, and few enough for 16 registers.
constexpr std::size_t kChains = 12;

/// Returns the sum of all that it computed, and in `operations` how many that took.
float MultiplyAdd(std::size_t rounds, double* operations) {
  const hn::ScalableTag<float> d;
  using V = hn::Vec<decltype(d)>;
  const V factor = hn::Set(d, 0.999F);
  const V summand = hn::Set(d, 0.001F);
  V chain[kChains];
  for (std::size_t i = 0; i < kChains; ++i) chain[i] = hn::Set(d, static_cast<float>(i));
  for (std::size_t round = 0; round < rounds; ++round) {
    for (V& x : chain) x = hn::MulAdd(x, factor, summand);
  }
  V sum = hn::Zero(d);
  for (const V& x : chain) sum = hn::Add(sum, x);
  *operations = 2.0 * static_cast<double>(rounds * kChains * hn::Lanes(d));
  return hn::GetLane(hn::SumOfLanes(d, sum));
}

}  // namespace spiral::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace spiral {

HWY_EXPORT(MultiplyAdd);

double fma_peak_gflops() {
  constexpr std::size_t kRounds = 2'000'000;  // some milliseconds
  double operations = 0;
  const Stopwatch stopwatch;
  const volatile float kept = HWY_DYNAMIC_DISPATCH(MultiplyAdd)(kRounds, &operations);
  static_cast<void>(kept);
  return operations / stopwatch.seconds() * 1e-9;
}

}  // namespace spiral
#endif
