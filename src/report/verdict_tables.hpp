// Verdicts as tables and sentences, the same for every rendering.
#pragma once

#include <string>
#include <vector>

#include "report/reproduction.hpp"
#include "report/table.hpp"

namespace spiral {

/// A row a setting: what was published beside what the seeds give.
Table numbers_table(const ExerciseVerdict& verdict);

/// A row a claim; no rows without claims.
Table claims_table(const ExerciseVerdict& verdict);

/// The verdicts in a few sentences, a list of them; names of outliers and of claims by their grade.
struct VerdictList {
  std::string heading;
  std::vector<std::string> items;
};
std::vector<VerdictList> verdict_lists(const Reproduction& reproduction);

/// "1000 seeds, 0 to 999, of each of 67 settings".
std::string extent(const Reproduction& reproduction);

/// "spiral-exp 0.1.0, LibTorch 1.13.0 (AVX2, generic), cpu, engine fused (AVX3)".
std::string describe(const Environment& environment);

/// What a reader has to know of the figures.
std::vector<std::string> notes();

}  // namespace spiral
