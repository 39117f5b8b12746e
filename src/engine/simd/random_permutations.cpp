#include "engine/simd/random_permutations.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

#include "engine/simd/mersenne_twister.hpp"

namespace spiral::simd {

RandomPermutations::RandomPermutations(std::size_t size)
    : size_(size),
      state_(kTwisterWords * lane_count()),
      numbers_(kTwisterWords * lane_count()),
      permutations_(lane_count() * size) {
  // A Fisher-Yates shuffle chooses among `size`, then among one less, at last between 2.
  for (std::size_t left = size; left > 1; --left) {
    reciprocals_.push_back(static_cast<std::uint32_t>((std::uint64_t{1} << 32) / left));
  }
}

void RandomPermutations::draw(const std::vector<std::uint32_t>& seeds) {
  const LaneArray<std::uint32_t> aligned(seeds.begin(), seeds.end());
  seed_twister(aligned.data(), state_.data());
  for (std::size_t lane = 0; lane < lane_count(); ++lane) {
    const auto begin = permutations_.begin() + static_cast<std::ptrdiff_t>(lane * size_);
    std::iota(begin, begin + static_cast<std::ptrdiff_t>(size_), 0);
  }
  for (std::size_t first = 0; first + 1 < size_; first += kTwisterWords) {
    const std::size_t count = std::min(kTwisterWords, size_ - 1 - first);
    next_numbers(state_.data(), numbers_.data());
    take_remainders(count, static_cast<std::uint32_t>(size_ - first), reciprocals_.data() + first,
                    numbers_.data());
    swap_in(first, count);
  }
}

/// Settles the places `first` and following of each permutation: each is swapped with one behind
/// it.
void RandomPermutations::swap_in(std::size_t first, std::size_t count) {
  const std::size_t lanes = lane_count();
  const std::uint32_t* distance = numbers_.data();
  for (std::size_t i = first; i < first + count; ++i) {
    std::int32_t* place = permutations_.data() + i;
    for (std::size_t lane = 0; lane < lanes; ++lane, place += size_, ++distance) {
      std::swap(*place, place[*distance]);
    }
  }
}

}  // namespace spiral::simd
