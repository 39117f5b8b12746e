// How a study is trained: engine, jobs, store, progress, Ctrl-C. The one path of every subcommand.
#pragma once

#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/engine.hpp"
#include "study/plan.hpp"
#include "study/progress.hpp"
#include "study/store.hpp"

namespace spiral {

/// What a user can ask of a training beyond its configs.
struct TrainingOptions {
  /// "auto", or an engine's name.
  std::string engine = "auto";
  /// Nullopt is as many as there are cores.
  std::optional<int> jobs = {};
  EngineOptions of_engine = {};
  ProgressStyle progress = ProgressStyle::none;
  /// Stores the weights beside the results: most of a store.
  bool stores_weights = true;
  /// Prints no warnings and nothing of what is stored.
  bool quiet = false;
};

/// An engine and all that a run needs, found possible before any training.
struct Training {
  std::shared_ptr<const Engine> engine;
  int jobs;
  Environment environment;
  TrainingOptions options;
};

/// As the options ask for. "auto" is the fastest: torch for one seed; for several simd, or ensemble
/// on a GPU.
/// Throws: UsageError for a device, an engine or a number of jobs that is not to be had.
Training prepare_training(const TrainingOptions& options, const Study& study);

/// What a run leaves.
struct RunOutcome {
  /// What is complete, in the study's order; cases without results are there, too. The first seed's
  /// results keep their weights, the others' are dropped to save memory. Empty where results were
  /// left in the store.
  std::vector<ExperimentResults> experiments;
  std::size_t complete = 0;
  std::size_t wanted = 0;
  /// Why the run ended early: Interrupted with a sentence for the user, or what failed; null if it
  /// did not.
  std::exception_ptr failure = nullptr;
};

/// How a run treats its store.
struct StoreUse {
  /// Null for none.
  Store* store = nullptr;
  /// Trains the first seed also where it is stored: of a training that is over no animation can be
  /// made.
  bool retrains_first_seed = false;
  /// Leaves the results in the store: millions of them do not fit into memory.
  bool keeps_no_results = false;
};

/// Takes what the store has of the study's shard, trains the rest, stores it as it completes, and
/// groups the results. Prints what is stored already, and where the rest will be only close to Python's
/// bits. `observe` gets the trials that are trained, and returns who watches them.
RunOutcome run_study(
    const Study& study, const Training& training, const StoreUse& use = {},
    const std::function<std::vector<TrainingObserver*>(const std::vector<PlannedTrial>&)>& observe =
        [](const auto&) { return std::vector<TrainingObserver*>(); });

/// Remembers the run in the store, then trains what the store lacks of the study's shard and leaves all
/// results there.
/// Throws: Interrupted with a sentence for the user; what failed.
void fill_store(Store& store, StoredRun run, const Study& study, const Training& training);

/// The weights of a run's result, also where the run dropped them: those of its store, null for
/// none, or else of the same training once more.
/// Throws: Interrupted.
std::vector<float> weights_of(const TrialResult& result, const Training& training, Store* store);

}  // namespace spiral
