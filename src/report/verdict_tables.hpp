// What the renderings of a verdict report share: the record that they read, and its verdicts as
// tables and sentences.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "report/table.hpp"
#include "statistics/verdict.hpp"
#include "study/reproduce.hpp"

namespace spiral {

/// An exercise with its verdict and, as SVG, the boundaries of the worst, the median and the best
/// seed of every case.
struct AssessedExercise {
  ExerciseVerdict verdict;
  std::string boundaries;
};

/// What every rendering reads.
struct VerdictReport {
  StoredRun run;
  std::vector<AssessedExercise> exercises;
};

/// A page that needs nothing but itself.
std::string to_html(const VerdictReport& report);

/// A row a case: what was published beside what the seeds give.
Table numbers_table(const ExerciseVerdict& verdict);

/// The heading of the column that each rendering adds with pictures of the cases' seeds.
inline constexpr const char* kSeedsColumn = "seeds, 40 to 100 %";

/// A row a claim; no rows without claims.
Table claims_table(const ExerciseVerdict& verdict);

/// The verdicts in a few sentences, a list of them; names of outliers and of claims by verdict.
struct VerdictList {
  std::string heading;
  std::vector<std::string> items;
};
std::vector<VerdictList> verdict_lists(const VerdictReport& report);

/// "1 seed", "20 seeds".
std::string count_seeds(std::int64_t seeds);

/// "1000 seeds (0 to 999) of each of 67 cases".
std::string extent(const VerdictReport& report);

/// "spiral-exp 0.1.0, LibTorch 1.13.0 (AVX2, generic), cpu, simd engine (AVX3)".
std::string describe(const Environment& environment);

/// What a reader has to know of the figures.
std::vector<std::string> notes();

}  // namespace spiral
