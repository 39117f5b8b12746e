#include "study/shard.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <queue>
#include <utility>

#include "engine/engine.hpp"

namespace spiral {

namespace {

// The lanes of the widest vectors, AVX-512's; those of narrower ones divide it.
constexpr std::size_t kBlock = 16;

/// Trials of one case, by their places in the list.
struct Block {
  std::size_t begin;
  std::size_t end;
  double cost;
};

std::vector<Block> blocks_of(const std::vector<PlannedTrial>& trials) {
  std::vector<Block> blocks;
  for (std::size_t i = 0; i < trials.size(); ++i) {
    const bool goes_on =
        i > 0 && trials[i].item == trials[i - 1].item && i - blocks.back().begin < kBlock;
    if (!goes_on) blocks.push_back({i, i, simd_cost(trials[i].item->config)});
    blocks.back().end = i + 1;
  }
  return blocks;
}

}  // namespace

std::vector<std::int64_t> assign_shards(const std::vector<PlannedTrial>& trials,
                                        std::int64_t count) {
  auto blocks = blocks_of(trials);
  std::ranges::stable_sort(blocks, std::greater(), &Block::cost);
  // What a shard has to do, and its number: of several with the same load the first one is next.
  using Load = std::pair<double, std::int64_t>;
  std::priority_queue<Load, std::vector<Load>, std::greater<>> loads;
  for (std::int64_t shard = 1; shard <= count; ++shard) loads.emplace(0, shard);
  std::vector<std::int64_t> shards(trials.size());
  for (const Block& block : blocks) {
    const auto [load, shard] = loads.top();
    loads.pop();
    loads.emplace(load + block.cost, shard);
    std::fill(shards.begin() + static_cast<std::ptrdiff_t>(block.begin),
              shards.begin() + static_cast<std::ptrdiff_t>(block.end), shard);
  }
  return shards;
}

std::filesystem::path shard_folder(const std::filesystem::path& out, const Shard& shard) {
  if (shard.is_whole()) return out;
  return out / fmt::format("shard-{}-of-{}", shard.number, shard.count);
}

}  // namespace spiral
