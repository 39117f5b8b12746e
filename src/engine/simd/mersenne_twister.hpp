// The generator behind LibTorch's CPU randomness, one stream a lane.
#pragma once

#include <cstddef>
#include <cstdint>

namespace spiral::simd {

/// Words in the generator's state, all renewed together.
inline constexpr std::size_t kTwisterWords = 624;

/// Puts each lane in the state that a generator has right after its seed.
/// Shape: seeds [lanes]; state [kTwisterWords][lanes].
/// Source: M. Matsumoto and T. Nishimura, "Mersenne Twister", 1998, with the initialisation of
/// 2002; ATen/core/MT19937RNGEngine.h.
void seed_twister(const std::uint32_t* seeds, std::uint32_t* state);

/// Moves each lane on by kTwisterWords numbers.
/// Shape: state and numbers [kTwisterWords][lanes].
void next_numbers(std::uint32_t* state, std::uint32_t* numbers);

/// Replaces the numbers in row i, of `count`, by their remainders for the divisor `largest` - i.
/// Shape: numbers [count][lanes]; reciprocals [count], 2^32 / divisor, rounded down.
void take_remainders(std::size_t count, std::uint32_t largest, const std::uint32_t* reciprocals,
                     std::uint32_t* numbers);

}  // namespace spiral::simd
