// The report of a whole reproduction: which of the notebook's numbers and sentences its seeds bear
// out. One record, three renderings.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "experiment/trial.hpp"
#include "statistics/verdict.hpp"

namespace spiral {

struct ReproducedExercise {
  ExerciseVerdict verdict;
  /// Those of the worst, the median and the best seed of every setting, as SVG.
  std::string boundaries;
};

struct Reproduction {
  /// As the user would type it.
  std::string command;
  Environment environment;
  std::uint64_t first_seed;
  std::int64_t seeds;
  std::vector<ReproducedExercise> exercises;
};

/// A page that needs nothing but itself.
std::string reproduction_html(const Reproduction& reproduction);

/// The same for a repository's page; it shows the pictures of `boundaries_file` beside it.
std::string reproduction_markdown(const Reproduction& reproduction);

/// Where `reproduction_markdown` looks for an exercise's boundaries.
std::string boundaries_file(const Experiment& experiment);

/// The verdicts on one screen.
std::string reproduction_summary(const Reproduction& reproduction);

}  // namespace spiral
