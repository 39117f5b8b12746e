// All that the seeds of a reproduction say: the record that every rendering of its report reads.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "report/boundary_svg.hpp"
#include "statistics/variance.hpp"
#include "statistics/verdict.hpp"
#include "study/reproduce.hpp"

namespace spiral {

/// An exercise with all that its seeds say.
struct AssessedExercise {
  /// What the verdicts point into, without its trials.
  std::shared_ptr<const ExperimentResults> results;
  std::shared_ptr<const ExperimentResults> textbook_results;
  ExerciseVerdict verdict;
  /// Its points are not the spirals.
  bool has_own_points = false;
  /// The claims again, of the textbook's networks; in the same order.
  std::vector<ClaimVerdict> textbook;
  std::optional<std::vector<VarianceShare>> variance = {};
  /// The worst, the median and the best seed of every case; no case where no weights were stored.
  std::vector<BoundaryRow> boundaries = {};
};

/// What every rendering reads.
struct VerdictReport {
  StoredRun run;
  /// Empty for the notebook that is built in.
  std::string title = {};
  std::vector<AssessedExercise> exercises = {};
  /// Trainings of the notebook's cases that are there, and that were asked for: more, where the
  /// reproduction is partial.
  std::int64_t trainings = 0;
  std::int64_t asked_for = 0;
  std::optional<OutlierCount> outliers = {};
  /// Trainings that the notebook published twice, as other numbers, a sentence each.
  std::vector<std::string> duplicates = {};
  /// Published accuracies that no count of points gives: "arcs tiny: 85.3 % of 50 points".
  std::vector<std::string> no_shares = {};
  /// How well the cases' edginess follows the notebook's words, and of how many cases.
  std::optional<double> edginess_and_words = {};
  std::size_t cases_with_words = 0;
};

/// All that the seeds say; pictures of the boundaries included.
VerdictReport assess_reproduction(const Reproduction& reproduction);

}  // namespace spiral
