// The one path by which a study is trained: what the store spares, what is kept, how it ends early.
#include "study/training.hpp"

#include <atomic>

#include "core/text.hpp"
#include "study/fake_engine.hpp"
#include "support/catch.hpp"
#include "support/scratch.hpp"

using namespace spiral;

namespace {

using Seeds = FakeEngine::Seeds;

const Environment kHere = [] {
  Environment here;
  here.engine = "fake";
  return here;
}();

Training training_by(const std::shared_ptr<const Engine>& engine) {
  return {.engine = engine, .jobs = 1, .environment = kHere, .options = {.quiet = true}};
}

/// Asks a run to stop when `limit` trials are complete.
class StopAfter : public TrainingObserver {
 public:
  explicit StopAfter(int limit) : limit_(limit) {}
  void on_trial_end(std::size_t) override { ++complete_; }
  bool stop_requested() override { return complete_ >= limit_; }

 private:
  const int limit_;
  std::atomic<int> complete_ = 0;
};

RunOutcome run_until(int complete, const Study& study, const StoreUse& use = {}) {
  StopAfter stop(complete);
  return run_study(study, training_by(std::make_shared<FakeEngine>()), use,
                   [&](const auto&) { return std::vector<TrainingObserver*>{&stop}; });
}

std::vector<Seeds> batches_of(const Study& study, const StoreUse& use, std::size_t max_seeds = 1) {
  const auto engine = std::make_shared<FakeEngine>(max_seeds);
  const RunOutcome outcome = run_study(study, training_by(engine), use);
  CHECK(outcome.failure == nullptr);
  CHECK(outcome.complete == outcome.wanted);
  return engine->batches();
}

/// As FakeEngine makes them of a config without hidden layers.
std::vector<float> weights_of(std::uint64_t seed) {
  return std::vector<float>(3, static_cast<float>(seed));
}

/// The first seed's results have their weights, and no others.
void check_weights(const CaseResults& results, std::uint64_t first) {
  for (const TrialResult& result : results.results) {
    const bool is_first = result.key.seed == first;
    CHECK(result.weights == (is_first ? weights_of(first) : std::vector<float>()));
  }
}

}  // namespace

TEST_CASE("results are grouped in the study's order, auxiliary cases' by themselves", "[study]") {
  Study study = study_of_epochs({3, 1}, {5, 2});
  study.experiments.push_back(study_of_epochs({2}).experiments.front());
  study.experiments[1].name = "second";
  study.experiments[0].auxiliary = sweep({}, &TrainConfig::epochs, std::vector<std::int64_t>{4});
  study.experiments[0].cases[1].place = {43, 0, 43};
  const auto outcome = run_study(study, training_by(std::make_shared<FakeEngine>(8)));

  CHECK(outcome.failure == nullptr);
  CHECK(outcome.complete == 8);
  CHECK(outcome.wanted == 8);
  REQUIRE(outcome.experiments.size() == 2);
  const ExperimentResults& first = outcome.experiments[0];
  CHECK(first.experiment.name == "test");
  CHECK(outcome.experiments[1].experiment.name == "second");
  REQUIRE(first.cases.size() == 2);
  REQUIRE(first.auxiliary.size() == 1);
  REQUIRE(outcome.experiments[1].cases.size() == 1);
  for (const CaseResults& results :
       {first.cases[0], first.cases[1], first.auxiliary[0], outcome.experiments[1].cases[0]}) {
    INFO(results.item.label);
    REQUIRE(results.results.size() == 2);
    for (std::size_t i = 0; i < 2; ++i) {
      CHECK(results.results[i].key == TrialKey{results.item.config, 5 + i, results.item.place});
    }
  }
  CHECK(first.cases[0].item.label == "3");
  CHECK(first.auxiliary[0].item.label == "4");
}

TEST_CASE("the first seed keeps its weights, the others' are dropped", "[study]") {
  const auto outcome =
      run_study(study_of_epochs({1}, {5, 3}), training_by(std::make_shared<FakeEngine>(2)));
  REQUIRE(outcome.experiments[0].cases[0].results.size() == 3);
  check_weights(outcome.experiments[0].cases[0], 5);
}

TEST_CASE("what is stored is not trained again", "[study]") {
  const Scratch scratch;
  Store store(scratch.file("trials.db"));
  const StoreUse use{.store = &store};
  CHECK(batches_of(study_of_epochs({1}, {1, 2}), use) == std::vector<Seeds>{{1}, {2}});
  CHECK(batches_of(study_of_epochs({1}, {0, 4}), use) == std::vector<Seeds>{{0}, {3}});
  CHECK(batches_of(study_of_epochs({1}, {0, 4}), use).empty());
  // Another config, another place.
  CHECK(batches_of(study_of_epochs({1, 2}, {0, 1}), use) == std::vector<Seeds>{{0}});
  Study elsewhere = study_of_epochs({1}, {0, 1});
  elsewhere.experiments[0].cases[0].place = {43, 0, 43};
  CHECK(batches_of(elsewhere, use) == std::vector<Seeds>{{0}});
}

TEST_CASE("seeds that the store lacks are trained together, around those it has", "[study]") {
  const Scratch scratch;
  Store store(scratch.file("trials.db"));
  batches_of(study_of_epochs({1}, {1, 1}), {.store = &store});
  CHECK(batches_of(study_of_epochs({1}, {0, 4}), {.store = &store}, 8) ==
        std::vector<Seeds>{{0, 2, 3}});
}

TEST_CASE("stored and trained results come in the order of their seeds", "[study]") {
  const Scratch scratch;
  Store store(scratch.file("trials.db"));
  batches_of(study_of_epochs({1}, {1, 2}), {.store = &store});
  const auto outcome = run_study(study_of_epochs({1}, {0, 4}),
                                 training_by(std::make_shared<FakeEngine>()), {.store = &store});
  Seeds seeds;
  for (const TrialResult& result : outcome.experiments[0].cases[0].results) {
    seeds.push_back(result.key.seed);
  }
  CHECK(seeds == Seeds{0, 1, 2, 3});
  check_weights(outcome.experiments[0].cases[0], 0);
}

TEST_CASE("a stored first seed has its weights again", "[study]") {
  const Scratch scratch;
  Store store(scratch.file("trials.db"));
  batches_of(study_of_epochs({1}, {0, 3}), {.store = &store});
  const auto outcome = run_study(study_of_epochs({1}, {1, 2}),
                                 training_by(std::make_shared<FakeEngine>()), {.store = &store});
  REQUIRE(outcome.experiments[0].cases[0].results.size() == 2);
  check_weights(outcome.experiments[0].cases[0], 1);
  CHECK(store.weights(outcome.experiments[0].cases[0].results[1].key, kHere) == weights_of(2));
}

TEST_CASE("a stored first seed is trained again for its animation", "[study]") {
  const Scratch scratch;
  Store store(scratch.file("trials.db"));
  batches_of(study_of_epochs({1, 2}, {0, 2}), {.store = &store});
  CHECK(batches_of(study_of_epochs({1, 2}, {0, 2}),
                   {.store = &store, .retrains_first_seed = true}) == std::vector<Seeds>{{0}, {0}});
}

TEST_CASE("who watches is told of what is trained alone", "[study]") {
  const Scratch scratch;
  Store store(scratch.file("trials.db"));
  batches_of(study_of_epochs({1}, {0, 2}), {.store = &store});
  Seeds watched;
  run_study(study_of_epochs({1}, {0, 4}), training_by(std::make_shared<FakeEngine>()),
            {.store = &store}, [&](const std::vector<PlannedTrial>& trials) {
              for (const PlannedTrial& trial : trials) watched.push_back(trial.seed);
              return std::vector<TrainingObserver*>();
            });
  CHECK(watched == Seeds{2, 3});
}

TEST_CASE("an interruption says what is complete", "[study]") {
  const RunOutcome outcome = run_until(1, study_of_epochs({1}, {0, 2}));
  CHECK(outcome.complete == 1);
  CHECK(outcome.wanted == 2);
  REQUIRE(outcome.failure != nullptr);
  CHECK_THROWS_AS(std::rethrow_exception(outcome.failure), Interrupted);
  CHECK_THROWS_WITH(std::rethrow_exception(outcome.failure),
                    "interrupted; 1 of 2 trials are complete and reported");
  CHECK(outcome.experiments[0].cases[0].results.size() == 1);
}

TEST_CASE("an interruption with a store says how to go on, and counts what was stored", "[study]") {
  const Scratch scratch;
  Store store(scratch.file("trials.db"));
  batches_of(study_of_epochs({1}, {0, 1}), {.store = &store});
  const RunOutcome outcome = run_until(1, study_of_epochs({1}, {0, 4}), {.store = &store});
  REQUIRE(outcome.failure != nullptr);
  CHECK_THROWS_WITH(std::rethrow_exception(outcome.failure),
                    "interrupted; 2 of 4 trials are stored in " + store.file() +
                        ", and the same command goes on from there");
  CHECK(batches_of(study_of_epochs({1}, {0, 4}), {.store = &store}) ==
        std::vector<Seeds>{{2}, {3}});
}

TEST_CASE("what is complete survives a failure, cases without results too", "[study]") {
  const Scratch scratch;
  Store store(scratch.file("trials.db"));
  const auto engine =
      std::make_shared<FakeEngine>(1, [](const TrainConfig&, const Seeds& seeds, auto&) {
        if (seeds.front() == 2) throw std::runtime_error("no third seed");
      });
  const Study study = study_of_epochs({1, 2}, {0, 3});
  const RunOutcome outcome = run_study(study, training_by(engine), {.store = &store});
  CHECK(outcome.complete == 2);
  REQUIRE(outcome.failure != nullptr);
  CHECK_THROWS_WITH(std::rethrow_exception(outcome.failure), "no third seed");
  REQUIRE(outcome.experiments[0].cases.size() == 2);
  CHECK(outcome.experiments[0].cases[0].results.size() == 2);
  CHECK(outcome.experiments[0].cases[1].results.empty());
  CHECK(batches_of(study, {.store = &store}) == std::vector<Seeds>{{2}, {0}, {1}, {2}});
}

TEST_CASE("a store that takes no results ends the run", "[study]") {
  const Scratch scratch;
  { const Store made(scratch.file("trials.db")); }
  Store store(scratch.file("trials.db"), Store::Access::read_only);
  const auto outcome = run_study(study_of_epochs({1}, {0, 2}),
                                 training_by(std::make_shared<FakeEngine>()), {.store = &store});
  CHECK(outcome.complete == 0);
  REQUIRE(outcome.failure != nullptr);
  CHECK_THROWS_AS(std::rethrow_exception(outcome.failure), StoreError);
}

TEST_CASE("auto is torch for one seed, and for several what trains many", "[study]") {
  const auto engine_of = [](const TrainingOptions& options, std::int64_t seeds) {
    const Training training = prepare_training(options, study_of_epochs({1}, {0, seeds}));
    CHECK(training.environment.engine == training.engine->traits().name);
    return training.engine->traits().name;
  };
  CHECK(engine_of({}, 1) == "torch");
  CHECK(engine_of({}, 2) == "simd");
  CHECK(engine_of({.engine = "ensemble", .quiet = true}, 1) == "ensemble");
  CHECK(engine_of({.of_engine = {.patience = 3}}, 2) == "torch");
  CHECK_THROWS_AS(engine_of({.engine = "fast"}, 1), UsageError);
}

TEST_CASE("an engine with its own bits says so", "[study]") {
  const auto bits_of = [](const std::string& engine) {
    return prepare_training({.engine = engine, .quiet = true}, study_of_epochs({1}, {0, 2}))
        .environment.bits;
  };
  CHECK(bits_of("torch") == Environment::kPythonBits);
  CHECK(bits_of("ensemble") == Environment::kCloseBits);
}
