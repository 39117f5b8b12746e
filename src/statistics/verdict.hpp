// What many seeds of an exercise say of the notebook's numbers and sentences.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/experiment.hpp"
#include "statistics/claim_verdict.hpp"
#include "statistics/number_verdict.hpp"

namespace spiral {

/// With fewer, a report warns of how little it can tell.
inline constexpr std::size_t kFewSeeds = 60;

/// The seeds of one case. Accuracies are computed as those that were published.
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
  /// Seeds with an accuracy, the right one, of 99 % or more.
  ShareOfSeeds solved;
  /// Medians of figures over the seeds that have them.
  std::optional<double> overfit;
  std::optional<double> width;
  std::optional<double> edginess;
  /// Nullopt without a published figure, or with too few seeds.
  std::optional<NumberVerdict> number;
  /// The published figure is no count of the points that it is an accuracy on.
  bool is_no_share = false;
  /// Of the published train errors, one an epoch.
  std::vector<NumberVerdict> train_errors;
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

/// The verdicts on the claims as well, each asked seed by seed, as some of `family`. Claims that no seed
/// can tell of, as their cases were not trained, are there, too.
/// Throws: ClaimError for a claim that cannot be read.
ExerciseVerdict assess(const ExperimentResults& results, std::size_t family);

/// The claims' alone.
std::vector<ClaimVerdict> assess_claims(const ExperimentResults& results, std::size_t family);

/// Every number that the document published of these cases, auxiliary ones left out, and the seeds' own.
/// Units: percent, and mean squared errors.
std::vector<PublishedNumber> published_numbers(const ExperimentResults& results);

}  // namespace spiral
