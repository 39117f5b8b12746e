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

TrialResult echo(const Trial& trial, const TrialObserver& observer) {
  for (std::int64_t epoch = 1; epoch <= trial.setting.epochs; ++epoch)
    observer.on_epoch(epoch, 0, {});
  return {.trial = trial,
          .train_error = {},
          .validation = {},
          .test = {},
          .boundary_width = 0,
          .boundary_roughness = {},
          .seconds = 0};
}

bool never() { return false; }

}  // namespace

TEST_CASE("results come back in the order of the trials, whatever the jobs", "[run]") {
  const auto trials = trials_of_epochs({1, 5, 2, 4, 3});
  const int jobs = GENERATE(1, 2, 8);
  CountingObserver observer;
  const RunOutcome outcome = run_trials(trials, jobs, echo, never, observer);
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
  const auto note_start = [&](const Trial& trial, const TrialObserver& observer) {
    bool among_first = false;
    {
      const std::lock_guard lock(mutex);
      among_first = first_two.size() < 2 && first_two.insert(trial.setting.epochs).second;
    }
    if (among_first) both_started.arrive_and_wait();
    return echo(trial, observer);
  };
  CountingObserver observer;
  run_trials(trials_of_epochs({1, 50, 2, 40, 3}), 2, note_start, never, observer);
  CHECK(first_two == std::set<std::int64_t>{40, 50});
}

TEST_CASE("a trial that fails ends the run and loses nothing that was complete", "[run]") {
  const auto fail_third = [](const Trial& trial, const TrialObserver& observer) {
    if (trial.seed == 2) throw std::runtime_error("no third trial");
    return echo(trial, observer);
  };
  CountingObserver observer;
  const RunOutcome outcome =
      run_trials(trials_of_epochs({1, 1, 1, 1}), 1, fail_third, never, observer);
  CHECK(outcome.results.size() == 2);
  REQUIRE(outcome.failure != nullptr);
  CHECK_THROWS_WITH(std::rethrow_exception(outcome.failure), "no third trial");
}

TEST_CASE("a request to stop reaches every trial that runs", "[run]") {
  std::atomic<bool> stop = false;
  const auto run_until_stopped = [&](const Trial&, const TrialObserver& observer) -> TrialResult {
    stop = true;
    while (!observer.stop_requested()) {
    }
    throw Interrupted();
  };
  CountingObserver observer;
  const RunOutcome outcome = run_trials(
      trials_of_epochs({1, 1, 1}), 2, run_until_stopped, [&] { return stop.load(); }, observer);
  CHECK(outcome.results.empty());
  CHECK_THROWS_AS(std::rethrow_exception(outcome.failure), Interrupted);
}
