#include <torch/torch.h>

#include "engine/simd/random_permutations.hpp"
#include "notebook/random_state.hpp"
#include "support/catch.hpp"
#include "support/simd_target.hpp"

using namespace spiral;

TEST_CASE("every lane's permutation is torch's randperm of its seed", "[simd]") {
  const SimdTarget target(GENERATE(from_range(simd_targets())));
  const auto size = GENERATE(1, 2, 3, 624, 625, 626, 4000, 100003);
  INFO(size << " places");
  simd::RandomPermutations permutations(static_cast<std::size_t>(size));
  for (const std::uint32_t first : {0U, 1000U, 4294967000U}) {
    std::vector<std::uint32_t> seeds;
    for (std::uint32_t lane = 0; lane < simd::lane_count(); ++lane) {
      seeds.push_back(first + 17 * lane);
    }
    permutations.draw(seeds);
    for (std::size_t lane = 0; lane < seeds.size(); ++lane) {
      const at::Tensor expected = at::randperm(size, seeded_generator(seeds[lane]), at::kInt);
      const int* const begin = expected.data_ptr<int>();
      CHECK(permutations.lane(lane) == std::vector(begin, begin + size));
    }
  }
}
