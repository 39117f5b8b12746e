// Many seeds of whole exercises, trained or stored, for verdicts on what the notebook published and
// says; and exercises under several values of a parameter, for what it does not say.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "core/experiment.hpp"
#include "study/parameter_grid.hpp"
#include "study/training.hpp"

namespace spiral {

/// A complete reproduction.
struct Reproduction {
  StoredRun run;
  std::vector<ExperimentResults> experiments;
  /// The same cases with the activation after the last hidden layer too, as in a textbook; at most 100
  /// of the seeds, and half of them.
  std::vector<ExperimentResults> textbook;
  /// The exercises' published cases with one kind of draws replaced, data first; at most 64 of the
  /// seeds, and a quarter of them. The replacing seeds are among the others.
  std::vector<std::vector<ExperimentResults>> replaced;
  /// What a stored trial's model makes of the plane, on a grid of `grid_step`.
  std::function<PredictionMap(const TrialKey& key, double grid_step)> map;
};

/// What `reproduce` is asked for.
struct ReproduceOptions {
  std::vector<std::string> exercises = {};
  SeedRange seeds = {};
  std::filesystem::path folder;
  bool fresh = false;
  TrainingOptions training = {};
};

/// Trains what the folder's store lacks.
/// Throws: UsageError before any training; Interrupted; StoreError; what a trial threw.
Reproduction reproduce(const std::vector<Experiment>& catalog, const ReproduceOptions& options);

/// The last reproduction of a folder again, without training; the store is only read.
/// Throws: UsageError where there is no store; StoreError, also where results are missing.
Reproduction load_reproduction(const std::vector<Experiment>& catalog,
                               const std::filesystem::path& folder);

/// An exercise under one value of the parameters, and what its seeds gave.
struct Candidate {
  GridPoint point;
  ExperimentResults results;
};

/// What an inference compares.
struct TrainedCandidates {
  std::string engine;
  SeedRange seeds;
  std::vector<Candidate> candidates = {};
};

/// Trains the published cases of an exercise under each point of the grid of `axes`.
/// Throws: UsageError before any training, also where a point makes cases alike, where the exercise
/// has no published numbers, and where the points are fewer than two; Interrupted; StoreError.
TrainedCandidates train_candidates(const std::vector<Experiment>& catalog,
                                   const std::vector<Axis>& axes, const ReproduceOptions& options);

}  // namespace spiral
