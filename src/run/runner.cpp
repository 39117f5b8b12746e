#include "run/runner.hpp"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <numeric>
#include <optional>
#include <system_error>
#include <thread>

#include "run/cost.hpp"

namespace spiral {

namespace {

std::vector<std::size_t> working_order(const std::vector<Trial>& trials, int jobs) {
  std::vector<std::size_t> order(trials.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  if (jobs > 1) {
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
      return estimated_cost(trials[a].setting) > estimated_cost(trials[b].setting);
    });
  }
  return order;
}

}  // namespace

RunOutcome run_trials(const std::vector<Trial>& trials, int jobs, const TrialFunction& function,
                      const std::function<bool()>& stop_requested, RunObserver& observer) {
  const auto order = working_order(trials, jobs);
  std::vector<std::optional<TrialResult>> results(trials.size());
  std::exception_ptr failure;
  std::mutex failure_mutex;
  std::atomic<bool> failed = false;
  std::atomic<std::size_t> next = 0;

  const auto work = [&] {
    for (std::size_t i = next++; i < order.size() && !failed; i = next++) {
      const std::size_t trial = order[i];
      const TrialObserver trial_observer{
          .on_epoch =
              [&](std::int64_t epoch, double error, const Snapshot& snapshot) {
                observer.on_epoch(trial, epoch, error, snapshot);
              },
          .stop_requested = [&] { return failed || stop_requested(); }};
      try {
        results[trial] = function(trials[trial], trial_observer);
        observer.on_trial_done(trial);
      } catch (...) {
        const std::lock_guard lock(failure_mutex);
        if (!failed.exchange(true)) failure = std::current_exception();
      }
    }
  };
  {
    // This thread is one of the jobs: where the system grants no more threads, the run goes on.
    std::vector<std::jthread> others;
    const auto wanted = std::min(static_cast<std::size_t>(jobs), trials.size());
    try {
      while (others.size() + 1 < wanted) others.emplace_back(work);
    } catch (const std::system_error&) {
    }
    work();
  }

  RunOutcome outcome{.results = {}, .failure = failure};
  for (auto& result : results) {
    if (result) outcome.results.push_back(std::move(*result));
  }
  return outcome;
}

}  // namespace spiral
