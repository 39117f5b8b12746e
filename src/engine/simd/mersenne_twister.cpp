#include "engine/simd/mersenne_twister.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "engine/simd/mersenne_twister.cpp"
#include <hwy/foreach_target.h>
// After foreach_target.h, as Highway wants it.
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace spiral::simd::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

using D = hn::ScalableTag<std::uint32_t>;
using V = hn::Vec<D>;

constexpr std::size_t kLanes = hn::MaxLanes(D());

HWY_INLINE V word(const std::uint32_t* state, std::size_t at) {
  return hn::Load(D(), state + at * kLanes);
}

HWY_INLINE V constant(std::uint32_t value) { return hn::Set(D(), value); }

void SeedTwister(const std::uint32_t* seeds, std::uint32_t* state) {
  V x = hn::Load(D(), seeds);
  hn::Store(x, D(), state);
  for (std::uint32_t i = 1; i < kTwisterWords; ++i) {
    x = hn::Add(hn::Mul(constant(1812433253), hn::Xor(x, hn::ShiftRight<30>(x))), constant(i));
    hn::Store(x, D(), state + i * kLanes);
  }
}

HWY_INLINE V temper(V x) {
  x = hn::Xor(x, hn::ShiftRight<11>(x));
  x = hn::Xor(x, hn::And(hn::ShiftLeft<7>(x), constant(0x9d2c5680)));
  x = hn::Xor(x, hn::And(hn::ShiftLeft<15>(x), constant(0xefc60000)));
  return hn::Xor(x, hn::ShiftRight<18>(x));
}

/// Renews the words `first` to `last` - 1, each from itself, the next and the one at `offset`.
HWY_INLINE void twist(std::size_t first, std::size_t last, std::ptrdiff_t offset,
                      std::uint32_t* state, std::uint32_t* numbers) {
  for (std::size_t i = first; i < last; ++i) {
    const V next = word(state, (i + 1) % kTwisterWords);
    const V mixed =
        hn::Or(hn::And(word(state, i), constant(0x80000000)), hn::And(next, constant(0x7fffffff)));
    const V odd =
        hn::IfThenElseZero(hn::Ne(hn::And(next, constant(1)), hn::Zero(D())), constant(0x9908b0df));
    const V far = word(state, static_cast<std::size_t>(static_cast<std::ptrdiff_t>(i) + offset));
    const V renewed = hn::Xor(hn::Xor(far, hn::ShiftRight<1>(mixed)), odd);
    hn::Store(renewed, D(), state + i * kLanes);
    hn::Store(temper(renewed), D(), numbers + i * kLanes);
  }
}

void NextNumbers(std::uint32_t* state, std::uint32_t* numbers) {
  constexpr std::size_t kFar = 397;
  twist(0, kTwisterWords - kFar, kFar, state, numbers);
  // From here on the far word is one that was renewed above.
  twist(kTwisterWords - kFar, kTwisterWords,
        static_cast<std::ptrdiff_t>(kFar) - static_cast<std::ptrdiff_t>(kTwisterWords), state,
        numbers);
}

// Plain code: compilers make vectors of it, and Highway has no high half of a 32-bit product.
void TakeRemainders(std::size_t count, std::uint32_t largest, const std::uint32_t* reciprocals,
                    std::uint32_t* numbers) {
  for (std::size_t i = 0; i < count; ++i, numbers += kLanes) {
    const std::uint64_t reciprocal = reciprocals[i];
    const std::uint32_t divisor = largest - static_cast<std::uint32_t>(i);
    for (std::size_t lane = 0; lane < kLanes; ++lane) {
      // The rounded reciprocal makes the quotient at most 1 too small, the remainder at most one
      // divisor too large.
      const auto quotient = static_cast<std::uint32_t>(numbers[lane] * reciprocal >> 32);
      const std::uint32_t rest = numbers[lane] - quotient * divisor;
      numbers[lane] = rest >= divisor ? rest - divisor : rest;
    }
  }
}

}  // namespace spiral::simd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace spiral::simd {

HWY_EXPORT(SeedTwister);
HWY_EXPORT(NextNumbers);
HWY_EXPORT(TakeRemainders);

void seed_twister(const std::uint32_t* seeds, std::uint32_t* state) {
  HWY_DYNAMIC_DISPATCH(SeedTwister)(seeds, state);
}

void next_numbers(std::uint32_t* state, std::uint32_t* numbers) {
  HWY_DYNAMIC_DISPATCH(NextNumbers)(state, numbers);
}

void take_remainders(std::size_t count, std::uint32_t largest, const std::uint32_t* reciprocals,
                     std::uint32_t* numbers) {
  HWY_DYNAMIC_DISPATCH(TakeRemainders)(count, largest, reciprocals, numbers);
}

}  // namespace spiral::simd
#endif
