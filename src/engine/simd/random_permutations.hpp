// The permutations in which an epoch visits its samples, for all lanes at once.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "engine/simd/lane_array.hpp"

namespace spiral::simd {

/// Words in the state of a Mersenne Twister, the generator behind LibTorch's CPU randomness, all
/// renewed together.
inline constexpr std::size_t kTwisterWords = 624;

/// Draws what `torch.randperm(size, generator=g)` draws, where g was seeded with a lane's seed.
class RandomPermutations {
 public:
  explicit RandomPermutations(std::size_t size);

  /// Draws anew for every lane.
  /// Shape: seeds [lanes], of which a generator takes the low 32 bits.
  /// Source: `randperm_cpu` in ATen/native/TensorFactories.cpp: R. Durstenfeld's "Algorithm 235:
  /// random permutation", 1964.
  void draw(const std::vector<std::uint32_t>& seeds);

  /// The places that the lanes visit as their number `at` and following.
  /// Shape: [size - at][lanes].
  const std::uint32_t* rows(std::size_t at) const { return rows_.data() + at * lanes_; }

  /// Shape: [size], a permutation of 0 ... size - 1.
  std::vector<std::int32_t> lane(std::size_t lane) const;

 private:
  std::size_t lanes_;
  std::vector<std::uint32_t> reciprocals_;  // 2^32 / size, 2^32 / (size - 1) ... 2^32 / 2
  LaneArray<std::uint32_t> state_;          // [kTwisterWords][lanes]
  LaneArray<std::uint32_t> numbers_;        // [kTwisterWords][lanes]
  LaneArray<std::uint32_t> rows_;           // [size][lanes]
};

}  // namespace spiral::simd
