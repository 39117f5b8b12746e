// What a run hands to every report: the same record, so that one can stand in for another.
#pragma once

#include <string>
#include <vector>

#include "experiment/experiment.hpp"
#include "experiment/trial.hpp"

namespace spiral {

struct RunRecord {
  /// The subcommand: an exercise's name, or "all".
  std::string command;
  Environment environment;
  /// What was asked for, with the settings as they ran.
  std::vector<Experiment> experiments;
  /// What is complete, in the experiments' order, then the settings', then the seeds'.
  std::vector<TrialResult> results;
  /// False where the run ended before all that was asked for was done.
  bool complete = true;
};

}  // namespace spiral
