// What the renderings of a verdict report share: the record that they read, and its verdicts as
// tables and sentences.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "report/boundary_svg.hpp"
#include "report/table.hpp"
#include "statistics/variance.hpp"
#include "statistics/verdict.hpp"
#include "study/reproduce.hpp"

namespace spiral {

/// An exercise with all that its seeds say.
struct AssessedExercise {
  ExerciseVerdict verdict;
  /// The claims again, of the textbook's networks; in the same order.
  std::vector<ClaimVerdict> textbook;
  std::optional<std::vector<VarianceShare>> variance = {};
  /// The worst, the median and the best seed of every case.
  std::vector<BoundaryRow> boundaries = {};
};

/// What every rendering reads.
struct VerdictReport {
  StoredRun run;
  std::vector<AssessedExercise> exercises = {};
  std::optional<OutlierCount> outliers = {};
  /// Trainings that the notebook published twice, as other numbers, a sentence each.
  std::vector<std::string> duplicates = {};
  /// How well the cases' edginess follows the notebook's words, and of how many cases.
  std::optional<double> edginess_and_words = {};
  std::size_t cases_with_words = 0;
};

/// All that the seeds say; pictures of the boundaries included.
VerdictReport assess_reproduction(const Reproduction& reproduction);

/// A row a case: what was published beside what the seeds give. Without the auxiliary cases.
Table numbers_table(const ExerciseVerdict& verdict);

/// The same for each other plausible value of what the exercise inherits; no rows without one.
Table alternatives_table(const ExerciseVerdict& verdict);

/// A row a published train error; no rows without one.
Table train_errors_table(const ExerciseVerdict& verdict);

/// Medians of what the notebook put into words, a row a case, auxiliary ones too.
Table shapes_table(const ExerciseVerdict& verdict);

/// A row a claim; no rows without claims.
Table claims_table(const AssessedExercise& exercise);

/// What a claim's seeds say beyond their share, a sentence each.
std::vector<std::string> claim_details(const ClaimVerdict& claim);

/// The verdicts in a few sentences, a list of them; names of outliers and of claims by verdict.
struct VerdictList {
  std::string heading;
  std::vector<std::string> items;
};
std::vector<VerdictList> verdict_lists(const VerdictReport& report);

/// The whole in one sentence.
std::string headline(const VerdictReport& report);

/// Which kind of draws makes how much of the variance, in a sentence.
std::string variance_sentence(const std::vector<VarianceShare>& shares);

/// "compatible", "outlier", "in a gap", "too few seeds".
std::string number_verdict(const std::optional<NumberVerdict>& number);

/// "1 seed", "20 seeds".
std::string count_seeds(std::int64_t seeds);

/// "1000 seeds (0 to 999) of each of 67 cases".
std::string extent(const VerdictReport& report);

/// "spiral-exp 0.1.0, LibTorch 1.13.0 (AVX2, generic), cpu, simd engine (AVX3)".
std::string describe(const Environment& environment);

/// What a reader has to know of the figures, a term and its meaning each.
struct Term {
  std::string name;
  std::string meaning;
};
std::vector<Term> glossary();

}  // namespace spiral
