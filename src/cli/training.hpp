// What every subcommand that trains does alike: the engine, the jobs, the bar, Ctrl-C.
#pragma once

#include <vector>

#include "cli/options.hpp"
#include "engine/engine_options.hpp"
#include "run/progress.hpp"
#include "run/runner.hpp"

namespace spiral {

/// How a subcommand trains: decided, and found possible, before any training.
struct TrainingPlan {
  Engine engine;
  int jobs;
  Progress::Style progress;
};

/// As the options ask for; `engine` is what the subcommand wants of every trial. What stores its
/// results trains one seed by the engine of several, or these would not find it.
/// Throws: UsageError for a device, an engine or a number of jobs that is not to be had.
TrainingPlan plan_training(const Options& options, EngineOptions engine, bool stores);

/// Trains until all is done, a trial fails or the user interrupts.
RunOutcome train_all(const std::vector<Trial>& trials, const TrainingPlan& plan,
                     std::vector<RunObserver*> observers);

}  // namespace spiral
