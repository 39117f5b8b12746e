// Many seeds of whole exercises, trained or stored, for verdicts on what the notebook published and
// says; and exercises under several values of a parameter, for what it does not say.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/experiment.hpp"
#include "study/parameter_grid.hpp"
#include "study/training.hpp"

namespace spiral {

/// Makes a notebook of its text; the one that is built in of an empty text.
using ReadNotebook = std::function<Notebook(const std::string& text)>;

/// A stored reproduction. It loads results when they are asked for: those of a hundred thousand seeds
/// would not fit into memory all at once. Of a partial one some are missing.
class Reproduction {
 public:
  /// The last one of a folder, without training; the store is only read.
  /// Throws: UsageError where there is no store; StoreError where it holds none, or a shard.
  Reproduction(const ReadNotebook& read, const std::filesystem::path& folder);

  const StoredRun& run() const { return run_; }
  /// As Notebook::title.
  const std::string& title() const { return notebook_.title; }
  std::size_t exercises() const { return run_.exercises.size(); }
  /// Of all exercises together.
  std::size_t claims() const;

  /// The notebook's trainings; with train errors only where a claim or a published number asks for
  /// them.
  ExperimentResults results(std::size_t exercise) const { return load(0, exercise); }
  /// The same cases with the activation after the last hidden layer too, as in a textbook; at most
  /// 100 of the seeds, and half of them. Without results where every case has it already.
  ExperimentResults textbook(std::size_t exercise) const { return load(1, exercise); }
  /// The exercise's published cases with one kind of draws replaced, data first; at most 64 of the
  /// seeds, and a quarter of them. The replacing seeds are among the others. Empty where there are
  /// fewer than four seeds.
  std::vector<ExperimentResults> replaced(std::size_t exercise) const;

  /// Calls `use` with every case of all of these and its experiment, a part of every exercise before
  /// the next part. All throw: StoreError, also where results are missing and the run is not partial,
  /// or where all of a case's are that the notebook trains.
  void for_each(const std::function<void(const Experiment&, const CaseResults&)>& use) const;

  /// What a stored trial's model makes of the plane, on a grid of `grid_step`; nullopt where its
  /// weights were not stored.
  std::optional<PredictionMap> map(const TrialKey& key, double grid_step) const;

 private:
  ExperimentResults load(std::size_t part, std::size_t exercise) const;
  CaseResults load_case(const Experiment& experiment, const Case& item,
                        const SeedRange& seeds) const;

  std::shared_ptr<Store> store_;
  StoredRun run_;
  Notebook notebook_;
  /// Each part's exercises, part after part.
  Study study_;
};

/// What `reproduce` and `infer` are asked for.
struct ReproduceOptions {
  /// As in StoredRun.
  std::string command = {};
  std::vector<std::string> exercises = {};
  SeedRange seeds = {};
  Shard shard = {};
  std::filesystem::path folder;
  bool fresh = false;
  TrainingOptions training = {};
};

/// Trains what the folder's store lacks of a reproduction.
/// Throws: UsageError before any training; Interrupted; StoreError; what a trial threw.
void reproduce(const Notebook& notebook, const ReproduceOptions& options);

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
/// A shard gives no candidates.
TrainedCandidates train_candidates(const Notebook& notebook, const std::vector<Axis>& axes,
                                   const ReproduceOptions& options);

}  // namespace spiral
