// Trials side by side: their order, their batches, and how a run ends early.
#include "study/scheduler.hpp"

#include <atomic>
#include <latch>
#include <map>
#include <mutex>
#include <set>

#include "study/fake_engine.hpp"
#include "support/catch.hpp"

using namespace spiral;

namespace {

class CountingObserver : public TrainingObserver {
 public:
  void on_epoch(const EpochEnd& end) override {
    ++epochs;
    const std::lock_guard lock(mutex_);
    ++epochs_of[end.trial];
  }
  void on_trial_end(std::size_t) override { ++trials; }
  bool stop_requested() override { return stops; }

  std::atomic<int> epochs = 0;
  std::atomic<int> trials = 0;
  std::atomic<bool> stops = false;
  std::map<std::size_t, std::int64_t> epochs_of;

 private:
  std::mutex mutex_;
};

/// What train_trials hands over, by the place in the list of trials.
struct Taken {
  std::map<std::size_t, TrialResult> results = {};
  std::exception_ptr failure = nullptr;
};

Taken train(const Study& study, int jobs, const Engine& engine,
            const std::vector<TrainingObserver*>& observers = {}) {
  Taken taken;
  std::mutex mutex;
  taken.failure = train_trials(list_trials(study), jobs, engine, observers,
                               [&](std::size_t first, std::vector<TrialResult> results) {
                                 const std::lock_guard lock(mutex);
                                 for (TrialResult& result : results) {
                                   taken.results.emplace(first++, std::move(result));
                                 }
                               });
  return taken;
}

}  // namespace

TEST_CASE("results are handed over by the places of their trials, whatever the jobs", "[study]") {
  const std::vector<std::int64_t> epochs{1, 5, 2, 4, 3};
  const int jobs = GENERATE(1, 2, 8);
  CountingObserver observer;
  const Taken taken = train(study_of_epochs(epochs), jobs, FakeEngine(), {&observer});
  REQUIRE(taken.results.size() == epochs.size());
  for (std::size_t i = 0; i < epochs.size(); ++i) {
    CHECK(taken.results.at(i).key.config.epochs == epochs[i]);
    CHECK(observer.epochs_of[i] == epochs[i]);
  }
  CHECK(observer.epochs == 15);
  CHECK(observer.trials == 5);
  CHECK(taken.failure == nullptr);
}

TEST_CASE("several jobs begin with the longest trials", "[study]") {
  std::mutex mutex;
  std::set<std::int64_t> first_two;
  std::latch both_started(2);
  const FakeEngine engine(1, [&](const TrainConfig& config, const auto&, auto&) {
    bool among_first = false;
    {
      const std::lock_guard lock(mutex);
      among_first = first_two.size() < 2 && first_two.insert(config.epochs).second;
    }
    if (among_first) both_started.arrive_and_wait();
  });
  train(study_of_epochs({1, 50, 2, 40, 3}), 2, engine);
  CHECK(first_two == std::set<std::int64_t>{40, 50});
}

TEST_CASE("one job trains in the order of the list", "[study]") {
  std::vector<std::int64_t> order;
  const FakeEngine engine(
      1, [&](const TrainConfig& config, const auto&, auto&) { order.push_back(config.epochs); });
  train(study_of_epochs({1, 50, 2}), 1, engine);
  CHECK(order == std::vector<std::int64_t>{1, 50, 2});
}

TEST_CASE("a trial that fails ends the run and loses nothing that was complete", "[study]") {
  const FakeEngine engine(1, [](const auto&, const FakeEngine::Seeds& seeds, auto&) {
    if (seeds.front() == 2) throw std::runtime_error("no third trial");
  });
  const Taken taken = train(study_of_epochs({1}, {0, 4}), 1, engine);
  CHECK(taken.results.size() == 2);
  REQUIRE(taken.failure != nullptr);
  CHECK_THROWS_WITH(std::rethrow_exception(taken.failure), "no third trial");
}

TEST_CASE("a result that cannot be taken ends the run", "[study]") {
  CountingObserver observer;
  const Study study = study_of_epochs({1}, {0, 4});
  const auto failure =
      train_trials(list_trials(study), 1, FakeEngine(), {&observer},
                   [](std::size_t, const auto&) { throw std::runtime_error("the disk is full"); });
  REQUIRE(failure != nullptr);
  CHECK_THROWS_WITH(std::rethrow_exception(failure), "the disk is full");
  CHECK(observer.trials == 0);
}

TEST_CASE("a request to stop reaches every trial that runs", "[study]") {
  CountingObserver other;
  CountingObserver observer;
  const FakeEngine engine(1, [&](const auto&, const auto&, TrainingObserver& batch) {
    observer.stops = true;
    while (!batch.stop_requested()) {
    }
  });
  const Taken taken = train(study_of_epochs({1, 1, 1}), 2, engine, {&other, &observer});
  CHECK(taken.results.empty());
  REQUIRE(taken.failure != nullptr);
  CHECK_THROWS_AS(std::rethrow_exception(taken.failure), Interrupted);
}

TEST_CASE("a failure stops the trials that run beside it", "[study]") {
  std::latch both_started(2);
  const FakeEngine engine(
      1, [&](const auto&, const FakeEngine::Seeds& seeds, TrainingObserver& batch) {
        both_started.arrive_and_wait();
        if (seeds.front() == 0) throw std::runtime_error("no first trial");
        while (!batch.stop_requested()) {
        }
      });
  const Taken taken = train(study_of_epochs({1}, {0, 2}), 2, engine);
  CHECK(taken.results.empty());
  REQUIRE(taken.failure != nullptr);
  CHECK_THROWS_WITH(std::rethrow_exception(taken.failure), "no first trial");
}

TEST_CASE("an engine gets as many seeds of one case at once as it takes", "[study]") {
  const FakeEngine engine(4);
  CountingObserver observer;
  const Taken taken = train(study_of_epochs({1, 2}, {0, 5}), 1, engine, {&observer});
  CHECK(engine.batches() == std::vector<FakeEngine::Seeds>{{0, 1, 2, 3}, {4}, {0, 1, 2, 3}, {4}});
  REQUIRE(taken.results.size() == 10);
  CHECK(taken.results.at(9).key.config.epochs == 2);
  CHECK(taken.results.at(9).key.seed == 4);
  CHECK(observer.trials == 10);
  // Each trial is told of by its place in the list, not in its batch.
  CHECK(observer.epochs_of.size() == 10);
  CHECK(observer.epochs_of[9] == 2);
}

TEST_CASE("cases that are alike are trained one by one, for those who watch", "[study]") {
  const FakeEngine engine(4);
  train(study_of_epochs({1, 1}, {0, 2}), 1, engine);
  CHECK(engine.batches() == std::vector<FakeEngine::Seeds>{{0, 1}, {0, 1}});
}
