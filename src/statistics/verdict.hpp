// What many seeds of an exercise say of the notebook's numbers and sentences. With fewer than 20
// seeds they say nothing.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "experiment/experiment.hpp"
#include "experiment/trial.hpp"
#include "statistics/interval.hpp"

namespace spiral {

/// Below these, "too few seeds for a verdict".
inline constexpr std::size_t kFewestSeeds = 20;

/// How sure the seeds are of a claim, by the 95 % interval of the share in which it holds.
enum class Grade {
  /// The interval lies above .90, or touches it.
  robust,
  /// Above .50.
  likely,
  /// Holds .50.
  coin_toss,
  /// Below .50.
  unlikely,
  /// Below .10, or touches it.
  refuted
};

std::string_view to_string(Grade grade);
Grade grade_of(const Interval& share);

struct ShareOfSeeds {
  std::size_t holding;
  std::size_t seeds;

  double share() const { return static_cast<double>(holding) / static_cast<double>(seeds); }
  Interval interval() const { return wilson_interval(holding, seeds); }
};

/// A published figure among the seeds'.
struct NumberVerdict {
  /// Units: percent, as published.
  double published;
  /// Share of seeds below it, those that equal it counted half.
  double percentile;
  /// Whether it lies in the seeds' central 95 %.
  bool compatible;
};

/// The seeds of one setting. Accuracies are the notebook's figure, which is what it published.
/// Units: percent.
struct SettingVerdict {
  std::string setting;
  bool probe;
  /// Ascending.
  std::vector<double> accuracies;
  double median;
  Interval quartiles;
  Interval median_interval;
  /// Seeds with an accuracy, the right one, of 99 % or more.
  ShareOfSeeds solved;
  /// Medians of the boundary's figures over the seeds that have them.
  std::optional<double> width;
  std::optional<double> roughness;
  /// Absent without a published figure, or with too few seeds.
  std::optional<NumberVerdict> number;
  /// The first, the middle and the last seed by accuracy; of an even number the lower middle.
  std::uint64_t worst_seed;
  std::uint64_t median_seed;
  std::uint64_t best_seed;
};

struct ClaimVerdict {
  const Claim* claim;
  /// Of the seeds that can tell; absent where none can.
  std::optional<ShareOfSeeds> share;
  /// Absent with too few seeds that can tell.
  std::optional<Grade> grade;
  /// Whether the notebook's own table bears it out; absent where the table cannot tell.
  std::optional<bool> published;
};

struct ExerciseVerdict {
  const Experiment* experiment;
  std::vector<SettingVerdict> settings;
  std::vector<ClaimVerdict> claims;
};

/// What a claim may ask of a trial.
Figures figures_of(const TrialResult& result);

/// Judges `experiment`, which must outlive the verdict, by `results`: a trial of each of its settings
/// and probes for each seed, at least one. A seed that diverged counts as accuracy 0.
ExerciseVerdict judge(const Experiment& experiment, const std::vector<TrialResult>& results);

}  // namespace spiral
