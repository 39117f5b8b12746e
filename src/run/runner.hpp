// Runs trials side by side. It knows neither LibTorch nor what an engine computes.
#pragma once

#include <exception>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "experiment/observer.hpp"
#include "experiment/trial.hpp"

namespace spiral {

/// An engine as a run sees it.
struct Engine {
  std::string name;
  /// How many trials of a setting it takes at once.
  std::function<std::size_t(const Setting&)> most_together;
  /// About how long a piece of such trials takes, compared with other settings.
  std::function<double(const Setting&)> cost;
  /// Computes a piece: 1 to `most_together` trials of one setting. Called from several threads at once.
  std::function<std::vector<TrialResult>(const std::vector<Trial>&, const PieceObserver&)> run;
};

/// Told of every trial's epochs and end, by its place in the list; called from several threads at
/// once.
class RunObserver {
 public:
  virtual ~RunObserver() = default;
  virtual void on_epoch(std::size_t trial, std::int64_t epoch, double train_error,
                        const Snapshot& snapshot) = 0;
  virtual void on_trial_done(std::size_t trial) = 0;
};

/// Passes all that it is told on to each of several, in their order.
class RunObservers : public RunObserver {
 public:
  explicit RunObservers(std::vector<RunObserver*> observers) : observers_(std::move(observers)) {}

  void on_epoch(std::size_t trial, std::int64_t epoch, double train_error,
                const Snapshot& snapshot) override {
    for (RunObserver* observer : observers_)
      observer->on_epoch(trial, epoch, train_error, snapshot);
  }
  void on_trial_done(std::size_t trial) override {
    for (RunObserver* observer : observers_) observer->on_trial_done(trial);
  }

 private:
  std::vector<RunObserver*> observers_;
};

struct RunOutcome {
  /// What is complete, in the order of the trials.
  std::vector<TrialResult> results;
  /// Why the run ended early: Interrupted, or what the first failing trial threw; null if it did
  /// not.
  std::exception_ptr failure;
};

/// Runs `trials` on `jobs` threads, cut into pieces of trials that follow each other and share a
/// setting; with more than one job the longest first, so that all end together. `stop_requested` is
/// asked all the time and ends the run.
RunOutcome run_trials(const std::vector<Trial>& trials, int jobs, const Engine& engine,
                      const std::function<bool()>& stop_requested, RunObserver& observer);

}  // namespace spiral
