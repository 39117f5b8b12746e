#include "engine/fused/random_orders.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

#include "engine/fused/mersenne_twister.hpp"

namespace spiral::fused {

RandomOrders::RandomOrders(std::size_t size)
    : size_(size),
      state_(kTwisterWords * lane_count()),
      numbers_(kTwisterWords * lane_count()),
      orders_(lane_count() * size) {
  // A Fisher-Yates shuffle chooses among `size`, then among one less, at last between 2.
  for (std::size_t left = size; left > 1; --left) {
    reciprocals_.push_back(static_cast<std::uint32_t>((std::uint64_t{1} << 32) / left));
  }
}

void RandomOrders::draw(const std::vector<std::uint32_t>& seeds) {
  const LaneArray<std::uint32_t> aligned(seeds.begin(), seeds.end());
  seed_twister(aligned.data(), state_.data());
  for (std::size_t lane = 0; lane < lane_count(); ++lane) {
    const auto begin = orders_.begin() + static_cast<std::ptrdiff_t>(lane * size_);
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

/// Settles the places `first` and following of each order: each is swapped with one behind it.
void RandomOrders::swap_in(std::size_t first, std::size_t count) {
  const std::size_t lanes = lane_count();
  const std::uint32_t* distance = numbers_.data();
  for (std::size_t i = first; i < first + count; ++i) {
    std::int32_t* place = orders_.data() + i;
    for (std::size_t lane = 0; lane < lanes; ++lane, place += size_, ++distance) {
      std::swap(*place, place[*distance]);
    }
  }
}

}  // namespace spiral::fused
