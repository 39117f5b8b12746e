// Training with a store behind it: what is there already is not trained again, and what is trained is
// there as soon as it is complete.
#pragma once

#include <filesystem>
#include <memory>
#include <vector>

#include "cli/options.hpp"
#include "cli/training.hpp"
#include "run/store.hpp"

namespace spiral {

/// The store of a folder, which is made where it is missing; emptied if the user starts afresh.
/// Throws: StoreError; UsageError where the folder cannot be made.
std::unique_ptr<Store> open_store(const Options& options);

std::filesystem::path store_file(const std::string& folder);

/// Trains what `store` lacks of `settings` at the options' seeds. Returns false where the user
/// interrupted it; what is complete is stored then, too, and the user is told.
/// Throws: what a trial or the store threw; what is complete is stored.
bool train_missing(Store& store, const std::vector<Setting>& settings,
                   const Environment& environment, const TrainingPlan& plan,
                   const Options& options);

/// Adds what the engine computes to `store`, which outlives it, and leaves the weights there alone.
Engine storing(Engine engine, Store& store, const Environment& environment);

struct Recalled {
  /// What the store has, in the trials' order, with the pictures that `engine` would take.
  std::vector<TrialResult> results = {};
  std::vector<Trial> missing = {};
};

/// Looks `trials` up.
/// Throws: StoreError.
Recalled recall(Store& store, const std::vector<Trial>& trials, const Environment& environment,
                const EngineOptions& engine, const Options& options);

/// Results of some of `trials` and of others, each in the trials' order, in that order.
std::vector<TrialResult> merge(const std::vector<Trial>& trials, std::vector<TrialResult> some,
                               std::vector<TrialResult> others);

}  // namespace spiral
