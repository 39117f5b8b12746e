// The numbers that a reader got, as words or as a file, in the place of those that the notebook
// published.
#pragma once

#include <string>
#include <vector>

#include "cli/options.hpp"
#include "core/experiment.hpp"

namespace spiral {

/// A number that a reader got.
struct ReportedNumber {
  /// Before a message: the file and the line, "mine.csv, line 3: "; empty for the command line.
  std::string where;
  std::string exercise;
  /// Empty for the only case of its exercise.
  std::string label;
  Published number;
};

/// Those of the command line, CASE=NUMBER, or of the file that --published names: a line each, under a
/// header that names the columns case and accuracy, in any order, and exercise where no exercise is
/// named on the command line.
/// Throws: UsageError naming the file and the line, or the word.
std::vector<ReportedNumber> read_reported_numbers(const Options& options);

/// The exercises and cases of these numbers, each with its number as what was published.
/// Throws: UsageError for an exercise or a case that there is not, or that is there twice.
std::vector<Experiment> reported_experiments(std::vector<Experiment> catalog,
                                             const std::vector<ReportedNumber>& numbers);

}  // namespace spiral
