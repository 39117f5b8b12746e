// What every engine that trains several seeds at once owes: each seed's own results.
#include <torch/torch.h>

#include <algorithm>
#include <numeric>
#include <stdexcept>

#include "engine/batched_engine.hpp"
#include "engine/fused_engine.hpp"
#include "engine/torch_engine.hpp"
#include "support/catch.hpp"
#include "support/trials.hpp"

using namespace spiral;

namespace {

struct TogetherEngine {
  const char* name;
  decltype(&run_fused_trials) run;
  std::size_t most;
};

TogetherEngine each_engine() {
  const TogetherEngine engine =
      GENERATE(TogetherEngine{"fused", run_fused_trials, fused_lanes()},
               TogetherEngine{"batched", run_batched_trials, batched_trials(kSmall, "cpu")});
  UNSCOPED_INFO("the " << engine.name << " engine");
  return engine;
}

/// Three seeds from 1 on, or as many as the engine takes.
std::vector<std::uint64_t> few_seeds(const TogetherEngine& engine) {
  std::vector<std::uint64_t> seeds(std::min<std::size_t>(3, engine.most));
  std::iota(seeds.begin(), seeds.end(), 1U);
  return seeds;
}

}  // namespace

TEST_CASE("seeds trained together have each its own weights", "[together]") {
  const TogetherEngine engine = each_engine();
  const auto trials = trials_of(kSmall, few_seeds(engine));
  const auto results = engine.run(trials, {.keeps_weights = true}, {});
  REQUIRE(results.size() == trials.size());
  for (std::size_t trial = 0; trial < trials.size(); ++trial) {
    CHECK(results[trial].trial == trials[trial]);
    const auto expected = run_trial(trials[trial], {.keeps_weights = true}, {}).weights;
    REQUIRE(results[trial].weights.size() == expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
      CHECK(results[trial].weights[i] == Approx(expected[i]).margin(1e-5));
    }
  }
}

TEST_CASE("a diverged seed scores NaN as in the torch engine", "[together]") {
  const TogetherEngine engine = each_engine();
  const Setting setting{.hidden = {4, 4},
                        .loss = Loss::bce,
                        .learning_rate = 1e30,
                        .epochs = 3,
                        .batch_size = 1,
                        .train_size = 20,
                        .val_size = 10};
  const auto trials = trials_of(setting, {0});
  const TrialResult expected = run_trial(trials.front(), {}, {});
  const TrialResult result = engine.run(trials, {}, {}).front();
  REQUIRE(std::isnan(expected.validation.accuracy));
  CHECK(std::isnan(result.train_error.back()));
  CHECK(std::isnan(result.validation.accuracy));
  CHECK(std::isnan(result.boundary_width));
  CHECK_FALSE(result.boundary_roughness.has_value());
}

TEST_CASE("every epoch of every trial is told of as it ends", "[together]") {
  const TogetherEngine engine = each_engine();
  std::vector<std::pair<std::size_t, std::int64_t>> told;
  std::vector<std::vector<double>> errors(2);
  const PieceObserver observer{
      .on_epoch = [&](std::size_t trial, std::int64_t epoch, double error, const Snapshot&) {
        told.emplace_back(trial, epoch);
        errors[trial].push_back(error);
      }};
  const auto results = engine.run(trials_of(kSmall, {0, 1}), {}, observer);
  CHECK(told == std::vector<std::pair<std::size_t, std::int64_t>>{
                    {0, 1}, {1, 1}, {0, 2}, {1, 2}, {0, 3}, {1, 3}});
  CHECK(errors[0] == results[0].train_error);
  CHECK(errors[1] == results[1].train_error);
}

TEST_CASE("seeds trained together stop within a batch when asked", "[together]") {
  const TogetherEngine engine = each_engine();
  Setting setting = kSmall;
  setting.batch_size = 203;
  int asked = 0;
  const PieceObserver observer{.stop_requested = [&] { return ++asked == 3; }};
  CHECK_THROWS_AS(engine.run(trials_of(setting, {0}), {}, observer), Interrupted);
  CHECK(asked == 3);
}

TEST_CASE("seeds trained together stop also while their boundaries are drawn", "[together]") {
  const TogetherEngine engine = each_engine();
  bool trained = false;
  const PieceObserver observer{.on_epoch = [&](std::size_t, std::int64_t epoch, double,
                                               const Snapshot&) { trained = epoch == 3; },
                               .stop_requested = [&] { return trained; }};
  CHECK_THROWS_AS(engine.run(trials_of(kSmall, {0}), {}, observer), Interrupted);
}

TEST_CASE("only trials of one setting, and no more than the engine takes, are trained together",
          "[together]") {
  const TogetherEngine engine = each_engine();
  CHECK_THROWS_AS(engine.run({}, {}, {}), std::invalid_argument);
  const std::vector<std::uint64_t> too_many(engine.most + 1);
  CHECK_THROWS_AS(engine.run(trials_of(kSmall, too_many), {}, {}), std::invalid_argument);
  auto trials = trials_of(kSmall, few_seeds(engine));
  trials.back().setting.learning_rate = 1;
  if (trials.size() > 1) CHECK_THROWS_AS(engine.run(trials, {}, {}), std::invalid_argument);
}
