// What many seeds of an exercise say of the notebook's numbers and sentences. With fewer than 20
// seeds they say nothing.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "core/claim.hpp"
#include "core/experiment.hpp"
#include "core/trial.hpp"
#include "statistics/interval.hpp"

namespace spiral {

/// Below these, "too few seeds for a verdict".
inline constexpr std::size_t kMinSeeds = 20;

/// How sure the seeds are of a claim, by the 95 % interval of the share in which it holds.
enum class Verdict {
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

std::string_view to_string(Verdict verdict);
Verdict verdict_of(const Interval& share);

struct ShareOfSeeds {
  std::size_t holding;
  std::size_t seeds;

  double share() const { return static_cast<double>(holding) / static_cast<double>(seeds); }
  Interval interval() const { return wilson_interval(holding, seeds); }
};

/// A published figure among the seeds'.
struct NumberVerdict {
  /// Share of seeds below it, those that equal it counted half.
  double percentile;
  /// Whether it lies in the seeds' central 95 %.
  bool compatible;
};

/// The seeds of one case. Accuracies are the notebook's figure, which is what it published.
/// Units: percent.
struct CaseVerdict {
  const Case* item;
  bool is_auxiliary;
  /// Ascending.
  std::vector<double> accuracies;
  /// The seed of each accuracy, in the same order.
  std::vector<std::uint64_t> seeds;
  double median;
  Interval quartiles;
  Interval median_interval;
  /// Seeds with an accuracy, the right one, of 99 % or more.
  ShareOfSeeds solved;
  /// Medians of the boundary's figures over the seeds that have them.
  std::optional<double> width;
  std::optional<double> roughness;
  /// Nullopt without a published figure, or with too few seeds.
  std::optional<NumberVerdict> number;
};

struct ClaimVerdict {
  const Claim* claim;
  /// Of the seeds that can tell; nullopt where none can.
  std::optional<ShareOfSeeds> share = {};
  /// Nullopt with too few seeds that can tell.
  std::optional<Verdict> verdict = {};
  /// Whether the notebook's own table bears it out; nullopt where the table cannot tell.
  std::optional<bool> published = {};
};

struct ExerciseVerdict {
  const Experiment* experiment;
  /// The auxiliary ones behind the others.
  std::vector<CaseVerdict> cases;
  std::vector<ClaimVerdict> claims;
};

/// What a claim may ask of a trial.
Metrics metrics_of(const TrialResult& result);

/// The verdicts on every case, auxiliary ones last, and so on the published numbers. The results,
/// as many for each case and at least one, must outlive them. A seed that diverged counts as
/// accuracy 0.
std::vector<CaseVerdict> assess_cases(const ExperimentResults& results);

/// The verdicts on the claims as well, each asked seed by seed.
/// Throws: ClaimError for a claim that cannot be read.
ExerciseVerdict assess(const ExperimentResults& results);

}  // namespace spiral
