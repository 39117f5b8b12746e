#include "engine/simd/random_permutations.hpp"

#include <algorithm>
#include <utility>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "engine/simd/random_permutations.cpp"
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

/// Puts each lane in the state that a generator has right after its seed.
/// Shape: seeds [lanes]; state [kTwisterWords][lanes].
/// Source: M. Matsumoto and T. Nishimura, "Mersenne Twister", 1998, with the initialisation of
/// 2002; ATen/core/MT19937RNGEngine.h.
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

/// Moves each lane on by kTwisterWords numbers.
/// Shape: state and numbers [kTwisterWords][lanes].
void NextNumbers(std::uint32_t* state, std::uint32_t* numbers) {
  constexpr std::size_t kFar = 397;
  twist(0, kTwisterWords - kFar, kFar, state, numbers);
  // From here on the far word is one that was renewed above.
  twist(kTwisterWords - kFar, kTwisterWords,
        static_cast<std::ptrdiff_t>(kFar) - static_cast<std::ptrdiff_t>(kTwisterWords), state,
        numbers);
}

/// The upper half of each product.
HWY_INLINE V high_product(V a, V b) {
#if HWY_TARGET == HWY_SCALAR
  return V(static_cast<std::uint32_t>(std::uint64_t{a.raw} * b.raw >> 32));
#else
  const hn::RepartitionToWide<D> wide;
  const auto odd = [&](V x) HWY_ATTR {
    return hn::BitCast(D(), hn::ShiftRight<32>(hn::BitCast(wide, x)));
  };
  return hn::OddEven(hn::BitCast(D(), hn::MulEven(odd(a), odd(b))),
                     odd(hn::BitCast(D(), hn::MulEven(a, b))));
#endif
}

/// Replaces the numbers in row i, of `count`, by their remainders for the divisor `largest` - i.
/// Shape: numbers [count][lanes]; reciprocals [count], 2^32 / divisor, rounded down.
void TakeRemainders(std::size_t count, std::uint32_t largest, const std::uint32_t* reciprocals,
                    std::uint32_t* numbers) {
  for (std::size_t i = 0; i < count; ++i, numbers += kLanes) {
    const V divisor = constant(largest - static_cast<std::uint32_t>(i));
    const V number = hn::Load(D(), numbers);
    // The rounded reciprocal makes the quotient at most 1 too small, the remainder at most one
    // divisor too large. Below the divisor, the difference wraps around to more than the rest.
    const V quotient = high_product(number, constant(reciprocals[i]));
    const V rest = hn::Sub(number, hn::Mul(quotient, divisor));
    hn::Store(hn::Min(rest, hn::Sub(rest, divisor)), D(), numbers);
  }
}

/// Swaps each lane's place in a row, one row after the other, with its place so many rows further.
/// Shape: distances [count][lanes]; rows [at least count][lanes].
void SwapRows(std::size_t count, const std::uint32_t* distances, std::uint32_t* rows) {
  for (std::size_t i = 0; i < count; ++i, rows += kLanes, distances += kLanes) {
    _Pragma("GCC unroll 16") for (std::size_t lane = 0; lane < kLanes; ++lane) {
      std::swap(rows[lane], rows[distances[lane] * kLanes + lane]);
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
HWY_EXPORT(SwapRows);

RandomPermutations::RandomPermutations(std::size_t size)
    : lanes_(lane_count()),
      state_(kTwisterWords * lanes_),
      numbers_(kTwisterWords * lanes_),
      rows_(size * lanes_) {
  // A Fisher-Yates shuffle chooses among `size`, then among one less, at last between 2.
  for (std::size_t left = size; left > 1; --left) {
    reciprocals_.push_back(static_cast<std::uint32_t>((std::uint64_t{1} << 32) / left));
  }
}

void RandomPermutations::draw(const std::vector<std::uint32_t>& seeds) {
  const LaneArray<std::uint32_t> aligned(seeds.begin(), seeds.end());
  HWY_DYNAMIC_DISPATCH(SeedTwister)(aligned.data(), state_.data());
  const std::size_t size = rows_.size() / lanes_;
  for (std::size_t i = 0; i < size; ++i) {
    std::fill_n(rows_.data() + i * lanes_, lanes_, static_cast<std::uint32_t>(i));
  }
  // Each place is swapped with one behind it, or with itself.
  for (std::size_t first = 0; first + 1 < size; first += kTwisterWords) {
    const std::size_t count = std::min(kTwisterWords, size - 1 - first);
    HWY_DYNAMIC_DISPATCH(NextNumbers)(state_.data(), numbers_.data());
    HWY_DYNAMIC_DISPATCH(TakeRemainders)
    (count, static_cast<std::uint32_t>(size - first), reciprocals_.data() + first, numbers_.data());
    HWY_DYNAMIC_DISPATCH(SwapRows)(count, numbers_.data(), rows_.data() + first * lanes_);
  }
}

std::vector<std::int32_t> RandomPermutations::lane(std::size_t lane) const {
  std::vector<std::int32_t> places;
  for (std::size_t at = lane; at < rows_.size(); at += lanes_) {
    places.push_back(static_cast<std::int32_t>(rows_[at]));
  }
  return places;
}

}  // namespace spiral::simd
#endif
