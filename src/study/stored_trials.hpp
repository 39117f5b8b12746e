// Every trial of a store, whatever asked for it: for those who compare runs.
#pragma once

#include <filesystem>
#include <vector>

#include "core/trial.hpp"

namespace spiral {

/// Trials that were computed alike.
struct StoredTrials {
  /// Of its fields those that determine a result.
  Environment environment;
  std::vector<TrialResult> results = {};
};

/// The trials of a store, in the order in which they were stored, without their weights.
/// Throws: StoreError naming the file; UsageError where no trial is stored, or where some were
/// computed unlike others.
StoredTrials stored_trials(const std::filesystem::path& file);

}  // namespace spiral
