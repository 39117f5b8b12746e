// Which machine trains what.
#include "study/shard.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "engine/engine.hpp"
#include "experiments/catalog.hpp"
#include "study/fake_engine.hpp"
#include "support/catch.hpp"

using namespace spiral;

namespace {

/// Of a case at seeds that follow each other, how many shards there are and how many seeds each has.
std::map<std::int64_t, std::int64_t> sizes(const Study& study, std::int64_t shards) {
  std::map<std::int64_t, std::int64_t> count;
  for (const std::int64_t shard : assign_shards(list_trials(study), shards)) ++count[shard];
  return count;
}

/// What each shard has to do, in vectors of the widest lanes; by how much the busiest exceeds the mean.
double imbalance(const Study& study, std::int64_t count) {
  const auto trials = list_trials(study);
  const auto shards = assign_shards(trials, count);
  std::map<std::int64_t, double> loads;
  double sum = 0;
  for (std::size_t i = 0; i < trials.size(); ++i) {
    const double cost = simd_cost(trials[i].item->config);
    loads[shards[i]] += cost;
    sum += cost;
  }
  const auto busiest =
      std::ranges::max_element(loads, {}, [](const auto& each) { return each.second; });
  return busiest->second / (sum / static_cast<double>(count)) - 1;
}

}  // namespace

TEST_CASE("every trial is in one shard, and every shard has some", "[shard]") {
  const Study study = study_of_epochs({1, 2, 3}, {0, 100});
  const auto shards = assign_shards(list_trials(study), 8);
  REQUIRE(shards.size() == 300);
  CHECK(std::set(shards.begin(), shards.end()) == std::set<std::int64_t>{1, 2, 3, 4, 5, 6, 7, 8});
  CHECK(assign_shards(list_trials(study), 8) == shards);
}

TEST_CASE("one shard has all, and more shards than blocks leave some without work", "[shard]") {
  const Study study = study_of_epochs({1}, {0, 20});
  CHECK(sizes(study, 1) == std::map<std::int64_t, std::int64_t>{{1, 20}});
  CHECK(sizes(study, 5) == std::map<std::int64_t, std::int64_t>{{1, 16}, {2, 4}});
}

TEST_CASE("seeds that fill a vector stay together, and no block spans two cases", "[shard]") {
  const Study study = study_of_epochs({1, 1}, {5, 40});
  const auto trials = list_trials(study);
  const auto shards = assign_shards(trials, 6);
  for (std::size_t i = 0; i < trials.size(); ++i) {
    const std::size_t first_of_block = i / 40 * 40 + i % 40 / 16 * 16;
    CHECK(shards[i] == shards[first_of_block]);
  }
  CHECK(sizes(study, 6) ==
        std::map<std::int64_t, std::int64_t>{{1, 16}, {2, 16}, {3, 8}, {4, 16}, {5, 16}, {6, 8}});
}

TEST_CASE("the dearest blocks are dealt first, to who has the least to do", "[shard]") {
  // 100 on one, 60 and 50 on the other.
  const Study study = study_of_epochs({50, 100, 60}, {0, 16});
  const auto shards = assign_shards(list_trials(study), 2);
  CHECK(shards.at(16) == 1);
  CHECK(shards.at(32) == 2);
  CHECK(shards.at(0) == 2);
}

TEST_CASE("the notebook's shards are balanced to five percent", "[shard]") {
  const auto [seeds, shards] = GENERATE(std::pair(1000, 8), std::pair(1000, 64), std::pair(64, 4));
  INFO(fmt::format("{} seeds, {} shards", seeds, shards));
  const Study study{.command = "reproduce", .experiments = catalog(), .seeds = {0, seeds}};
  CHECK(imbalance(study, shards) < .05);
}

TEST_CASE("a shard has a folder of its own, a whole study has none", "[shard]") {
  CHECK(shard_folder("out", {3, 8}) == "out/shard-3-of-8");
  CHECK(shard_folder("out", {}) == "out");
}
