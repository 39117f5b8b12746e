// The help pages.
#pragma once

#include <string>
#include <vector>

#include "cli/options.hpp"
#include "experiment/experiment.hpp"

namespace spiral {

/// A subcommand that is no exercise.
struct CommandSummary {
  std::string name;
  std::string summary;
};

/// The page of `spiral-exp` itself: every subcommand, in the notebook's order.
std::string program_help(const std::vector<CommandSummary>& before,
                         const std::vector<Experiment>& exercises,
                         const std::vector<CommandSummary>& after);

/// The page of one subcommand; `operand` is empty where it takes none, `experiment` is null where it
/// is no exercise.
std::string command_help(const std::string& command, const std::string& operand,
                         const std::string& summary, const std::vector<OptionSpec>& specs,
                         const Experiment* experiment);

}  // namespace spiral
