// A reader's own numbers among those of many seeds: could another run have given them?
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "statistics/verdict.hpp"
#include "study/plan.hpp"

namespace spiral {

/// A number and the seeds of its case. Units: percent.
struct CheckedNumber {
  const Experiment* experiment;
  CaseVerdict of_case;
  /// From the lowest seed to the highest one that would be compatible.
  Interval compatible;
  /// Seeds that are within half a point of it.
  std::size_t near;
};

struct NumberCheck {
  Environment environment;
  SeedRange seeds;
  std::vector<CheckedNumber> numbers = {};
  /// Whether the outliers are many for so many numbers; nullopt with kMinSeeds.
  std::optional<OutlierCount> count = {};

  std::size_t outliers() const;
};

/// Checks what stands as published in `results`, a number each case, each case with kMinSeeds results
/// or more; they must outlive it.
NumberCheck check_numbers(const Environment& environment, const SeedRange& seeds,
                          const std::vector<ExperimentResults>& results);

/// A table an exercise, what its columns mean, and what the numbers come to, for a terminal.
std::string to_text(const NumberCheck& check);

/// "1 of your 2 numbers is an outlier".
std::string outliers_in_words(const NumberCheck& check);

/// Schema 1: the environment, the seeds, and a number a record: its exercise, its case, every field of
/// the case's config, and all that the table says.
std::string to_json(const NumberCheck& check);

}  // namespace spiral
