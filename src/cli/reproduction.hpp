// From a complete store to the report and its files.
#pragma once

#include <filesystem>

#include "experiment/experiment.hpp"
#include "report/reproduction.hpp"
#include "run/store.hpp"

namespace spiral {

/// The exercises of these names, in the notebook's order; all where no name is given.
/// Throws: UsageError for an unknown one.
std::vector<Experiment> choose_exercises(const std::vector<std::string>& names);

/// An exercise's settings with its probes.
std::vector<Setting> all_settings(const std::vector<Experiment>& experiments);

/// All that `run` stored of `experiment`'s settings and probes.
/// Throws: StoreError, also where results are missing.
std::vector<TrialResult> stored_results(Store& store, const Experiment& experiment,
                                        const StoredRun& run);

/// Judges what `store` has of `run`; the record points into `experiments`.
/// Throws: StoreError, also where results are missing.
Reproduction assemble_reproduction(Store& store, const StoredRun& run,
                                   const std::vector<Experiment>& experiments);

/// Writes report.html, report.md and its pictures, and prints the summary and where they are.
/// Throws: OutputError naming the file.
void deliver_reproduction(const Reproduction& reproduction, const std::filesystem::path& folder);

}  // namespace spiral
