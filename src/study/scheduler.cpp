#include "study/scheduler.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <mutex>
#include <stdexcept>
#include <system_error>
#include <thread>

#include "engine/runtime.hpp"

namespace spiral {

namespace {

/// Trials of one case that an engine trains at once, by their places in the list.
struct SeedBatch {
  std::size_t begin;
  std::size_t end;
};

std::vector<SeedBatch> seed_batches(const std::vector<PlannedTrial>& trials, int jobs,
                                    const Engine& engine) {
  std::vector<SeedBatch> batches;
  for (std::size_t i = 0; i < trials.size(); ++i) {
    const bool goes_on = i > 0 && trials[i].item == trials[i - 1].item &&
                         i - batches.back().begin < engine.max_seeds(trials[i].item->config);
    if (!goes_on) batches.push_back({i, i});
    batches.back().end = i + 1;
  }
  if (jobs > 1) {
    const auto cost = [&](const SeedBatch& batch) {
      return engine.cost(trials[batch.begin].item->config);
    };
    std::stable_sort(batches.begin(), batches.end(),
                     [&](const SeedBatch& a, const SeedBatch& b) { return cost(a) > cost(b); });
  }
  return batches;
}

/// Passes what a seed batch tells on to every observer, with the places of the whole list.
class FanOut : public TrainingObserver {
 public:
  FanOut(const std::vector<TrainingObserver*>& observers, const std::atomic<bool>& failed,
         std::size_t first)
      : observers_(observers), failed_(failed), first_(first) {}

  void on_epoch(const EpochEnd& end) override {
    for (TrainingObserver* observer : observers_) {
      observer->on_epoch({first_ + end.trial, end.epoch, end.train_error, end.map_prediction});
    }
  }
  void on_trial_end(std::size_t trial) override {
    for (TrainingObserver* observer : observers_) observer->on_trial_end(first_ + trial);
  }
  bool stop_requested() override {
    return failed_ || std::any_of(observers_.begin(), observers_.end(),
                                  [](TrainingObserver* each) { return each->stop_requested(); });
  }

 private:
  const std::vector<TrainingObserver*>& observers_;
  const std::atomic<bool>& failed_;
  const std::size_t first_;
};

std::exception_ptr out_of_memory(const PlannedTrial& trial) {
  return std::make_exception_ptr(std::runtime_error(fmt::format(
      "memory ran out in {}, case {}; fewer --jobs, a smaller network or smaller batches take less",
      trial.experiment->name, trial.item->label)));
}

}  // namespace

std::exception_ptr train_trials(
    const std::vector<PlannedTrial>& trials, int jobs, const Engine& engine,
    const std::vector<TrainingObserver*>& observers,
    const std::function<void(std::size_t first, std::vector<TrialResult>)>& take) {
  const auto batches = seed_batches(trials, jobs, engine);
  std::exception_ptr failure;
  std::mutex failure_mutex;
  std::atomic<bool> failed = false;
  std::atomic<std::size_t> next = 0;

  const auto train_batch = [&](const SeedBatch& batch) {
    std::vector<std::uint64_t> seeds;
    for (std::size_t i = batch.begin; i < batch.end; ++i) seeds.push_back(trials[i].seed);
    const Case& item = *trials[batch.begin].item;
    FanOut observer(observers, failed, batch.begin);
    take(batch.begin, engine.train(item.config, item.place, seeds, observer));
    for (std::size_t i = 0; i < seeds.size(); ++i) observer.on_trial_end(i);
  };
  const auto work = [&] {
    for (std::size_t i = next++; i < batches.size() && !failed; i = next++) {
      try {
        train_batch(batches[i]);
      } catch (const std::exception& error) {
        const std::lock_guard lock(failure_mutex);
        if (failed.exchange(true)) continue;
        failure = is_out_of_memory(error) ? out_of_memory(trials[batches[i].begin])
                                          : std::current_exception();
      }
    }
  };
  {
    // This thread is one of the jobs: where the system grants no more threads, the run goes on.
    std::vector<std::jthread> others;
    const auto wanted = std::min(static_cast<std::size_t>(jobs), batches.size());
    try {
      while (others.size() + 1 < wanted) others.emplace_back(work);
    } catch (const std::system_error&) {
    }
    work();
  }
  return failure;
}

}  // namespace spiral
