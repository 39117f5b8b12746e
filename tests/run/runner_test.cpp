#include "run/runner.hpp"

#include <atomic>
#include <latch>
#include <mutex>
#include <set>

#include "support/catch.hpp"

using namespace spiral;

namespace {

class CountingObserver : public RunObserver {
 public:
  void on_epoch(std::size_t, std::int64_t, double, const Snapshot&) override { ++epochs; }
  void on_trial_done(std::size_t) override { ++trials; }
  std::atomic<int> epochs = 0;
  std::atomic<int> trials = 0;
};

std::vector<Trial> trials_of_epochs(const std::vector<std::int64_t>& epochs) {
  std::vector<Trial> trials;
  for (const std::int64_t count : epochs) {
    trials.push_back({"test", {.name = value_name(count), .epochs = count}, trials.size()});
  }
  return trials;
}

std::vector<TrialResult> echo(const std::vector<Trial>& trials, const PieceObserver& observer) {
  std::vector<TrialResult> results;
  for (std::size_t i = 0; i < trials.size(); ++i) {
    for (std::int64_t epoch = 1; epoch <= trials[i].setting.epochs; ++epoch)
      observer.on_epoch(i, epoch, 0, {});
    results.push_back({.trial = trials[i],
                       .train_error = {},
                       .validation = {},
                       .test = {},
                       .boundary_width = 0,
                       .boundary_roughness = {},
                       .seconds = 0});
  }
  return results;
}

Engine engine_that(
    std::function<std::vector<TrialResult>(const std::vector<Trial>&, const PieceObserver&)> run,
    std::size_t together = 1) {
  return {.name = "test",
          .most_together = [=](const Setting&) { return together; },
          .cost = [](const Setting& setting) { return static_cast<double>(setting.epochs); },
          .run = std::move(run)};
}

bool never() { return false; }

}  // namespace

TEST_CASE("results come back in the order of the trials, whatever the jobs", "[run]") {
  const auto trials = trials_of_epochs({1, 5, 2, 4, 3});
  const int jobs = GENERATE(1, 2, 8);
  CountingObserver observer;
  const RunOutcome outcome = run_trials(trials, jobs, engine_that(echo), never, observer);
  REQUIRE(outcome.results.size() == trials.size());
  for (std::size_t i = 0; i < trials.size(); ++i) CHECK(outcome.results[i].trial.seed == i);
  CHECK(observer.epochs == 15);
  CHECK(observer.trials == 5);
  CHECK(outcome.failure == nullptr);
}

TEST_CASE("several jobs begin with the longest trials", "[run]") {
  std::mutex mutex;
  std::set<std::int64_t> first_two;
  std::latch both_started(2);
  const auto note_start = [&](const std::vector<Trial>& trials, const PieceObserver& observer) {
    bool among_first = false;
    {
      const std::lock_guard lock(mutex);
      among_first = first_two.size() < 2 && first_two.insert(trials.front().setting.epochs).second;
    }
    if (among_first) both_started.arrive_and_wait();
    return echo(trials, observer);
  };
  CountingObserver observer;
  run_trials(trials_of_epochs({1, 50, 2, 40, 3}), 2, engine_that(note_start), never, observer);
  CHECK(first_two == std::set<std::int64_t>{40, 50});
}

TEST_CASE("a trial that fails ends the run and loses nothing that was complete", "[run]") {
  const auto fail_third = [](const std::vector<Trial>& trials, const PieceObserver& observer) {
    if (trials.front().seed == 2) throw std::runtime_error("no third trial");
    return echo(trials, observer);
  };
  CountingObserver observer;
  const RunOutcome outcome =
      run_trials(trials_of_epochs({1, 1, 1, 1}), 1, engine_that(fail_third), never, observer);
  CHECK(outcome.results.size() == 2);
  REQUIRE(outcome.failure != nullptr);
  CHECK_THROWS_WITH(std::rethrow_exception(outcome.failure), "no third trial");
}

TEST_CASE("a request to stop reaches every trial that runs", "[run]") {
  std::atomic<bool> stop = false;
  const auto run_until_stopped = [&](const std::vector<Trial>&,
                                     const PieceObserver& observer) -> std::vector<TrialResult> {
    stop = true;
    while (!observer.stop_requested()) {
    }
    throw Interrupted();
  };
  CountingObserver observer;
  const RunOutcome outcome = run_trials(
      trials_of_epochs({1, 1, 1}), 2, engine_that(run_until_stopped), [&] { return stop.load(); },
      observer);
  CHECK(outcome.results.empty());
  CHECK_THROWS_AS(std::rethrow_exception(outcome.failure), Interrupted);
}

TEST_CASE("an engine gets as many trials of one setting at once as it takes", "[run]") {
  std::vector<Trial> trials;
  for (const char* name : {"relu", "elu"}) {
    for (std::uint64_t seed = 0; seed < 5; ++seed) {
      trials.push_back({"test", {.name = name, .epochs = 1}, seed});
    }
  }
  std::vector<std::vector<std::uint64_t>> pieces;
  const auto note_seeds = [&](const std::vector<Trial>& piece, const PieceObserver& observer) {
    pieces.emplace_back();
    for (const Trial& trial : piece) pieces.back().push_back(trial.seed);
    return echo(piece, observer);
  };
  CountingObserver observer;
  const auto outcome = run_trials(trials, 1, engine_that(note_seeds, 4), never, observer);
  CHECK(pieces == std::vector<std::vector<std::uint64_t>>{{0, 1, 2, 3}, {4}, {0, 1, 2, 3}, {4}});
  REQUIRE(outcome.results.size() == 10);
  CHECK(outcome.results[9].trial.setting.name == "elu");
  CHECK(outcome.results[9].trial.seed == 4);
  CHECK(observer.trials == 10);
}
