// One function a kind of subcommand; each returns the exit code or throws.
#pragma once

#include <string>
#include <vector>

#include "cli/options.hpp"
#include "engine/engine_options.hpp"
#include "experiment/experiment.hpp"

namespace spiral {

inline constexpr int kExitDone = 0;
inline constexpr int kExitFailed = 1;
inline constexpr int kExitUsage = 2;
inline constexpr int kExitInterrupted = 130;

/// What a run is told beyond its settings.
struct RunPlan {
  EngineOptions engine = {};
  /// Takes from the store in --out what is there, and adds the rest.
  bool uses_store = false;
  /// Said before the training, unless the user wants it quiet.
  std::vector<std::string> remarks = {};
};

/// Trains every setting of `experiments`, which `command` names, prints a table for each and writes
/// the exports. What is complete is printed and exported also when the rest fails or is
/// interrupted.
/// Throws: UsageError before any training; what a trial threw, after it.
int run_command(const std::string& command, std::vector<Experiment> experiments,
                const Options& options, RunPlan plan = {});

/// Trains every combination of the values of several parameters, like an exercise, with a store.
int sweep_command(const Options& options);

/// Trains one model, on the spirals or on the user's points.
int train_command(const Options& options);

/// Reads points and writes what a saved model makes of each, as they come.
int predict_command(const Options& options);

/// Draws what a saved model makes of the plane.
int plot_command(const Options& options);

/// Describes the training set and writes its points.
int dataset_command(const Options& options);

/// Trains the whole notebook at many seeds and writes the report of what they bear out.
int reproduce_command(const Options& options);

/// Writes the report of the last reproduction in a folder again.
int report_command(const Options& options);

/// Tells which of several values of a parameter an exercise's published numbers speak for.
int infer_command(const Options& options);

/// Lists every exercise with its settings and what the notebook published.
int list_command(const std::vector<Experiment>& exercises);

}  // namespace spiral
