// What is to be trained: exercises as a user changes them, at a range of seeds, checked before any
// work.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/experiment.hpp"

namespace spiral {

/// Seeds first, first + 1, ... first + count - 1; none where the count is 0.
struct SeedRange {
  std::uint64_t first = 0;
  std::int64_t count = 1;

  std::uint64_t at(std::int64_t i) const { return first + static_cast<std::uint64_t>(i); }
};

/// A part of a study: the trials of one machine.
struct Shard {
  /// From 1 to count.
  std::int64_t number = 1;
  std::int64_t count = 1;

  bool is_whole() const { return count == 1; }
};

/// Every case of every experiment, auxiliary ones too, at every seed.
struct Study {
  /// The subcommand, such as "activation", "all" or "sweep".
  std::string command;
  std::vector<Experiment> experiments;
  SeedRange seeds = {};
  /// Where experiments have other seeds, each one's; empty where they do not.
  std::vector<SeedRange> own_seeds = {};
  /// Which part of it is trained.
  Shard shard = {};

  const SeedRange& seeds_of(std::size_t experiment) const {
    return own_seeds.empty() ? seeds : own_seeds.at(experiment);
  }
};

/// One case of a study at one seed. Points into the study.
struct PlannedTrial {
  const Experiment* experiment;
  const Case* item;
  std::uint64_t seed;

  TrialKey key() const { return {item->config, seed, item->place}; }
};

/// The experiments of these names, in the catalog's order; all where no name is given.
/// Throws: UsageError for an unknown one.
std::vector<Experiment> choose_experiments(std::vector<Experiment> catalog,
                                           const std::vector<std::string>& names);

/// Keeps the cases of these labels, and the experiments that have any; all where no label is given.
/// Throws: UsageError for an unknown one.
void keep_cases(std::vector<Experiment>& experiments, const std::vector<std::string>& labels);

/// Changes every case's config, and its place never: a shorter training is the beginning of a
/// longer.
void apply_changes(std::vector<Experiment>& experiments, const std::vector<ConfigChange>& changes);

/// Leaves the auxiliary cases out, which only claims speak of.
void drop_auxiliary(std::vector<Experiment>& experiments);

/// The place of what is not in the notebook: right behind the training and the validation set.
Place place_outside_notebook(const TrainConfig& config);

/// So many trials a run bears that keeps their results: a trial and its result take some kilobytes.
inline constexpr std::int64_t kMaxKeptTrials = 1'000'000;
/// So many one bears that leaves them in a store, and its report.
inline constexpr std::int64_t kMaxStoredTrials = 20'000'000;

/// Throws: UsageError where a batch is larger than its training set, a network needs more memory
/// than there is, or the seeds are more than there are or make more trials than `max_trials`.
void check_study(const Study& study, std::int64_t max_trials = kMaxKeptTrials);

/// A sentence for each exercise whose cases have become alike by a user's changes.
std::vector<std::string> warnings_of(const Study& study);

/// Every trial of the study, case after case, each case's seeds in order.
std::vector<PlannedTrial> list_trials(const Study& study);

}  // namespace spiral
