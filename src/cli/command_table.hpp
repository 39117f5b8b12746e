// Every subcommand, as the command line, the help, the manual and the completions know it.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "cli/options.hpp"
#include "experiment/experiment.hpp"

namespace spiral {

/// A subcommand: what it is called, what it takes, what it does.
struct Command {
  std::string name;
  std::string summary;
  std::vector<OptionSpec> options;
  std::function<int(const Options&)> run;
  /// Set for an exercise.
  const Experiment* experiment = nullptr;
  /// What stands for the word between the subcommand and its options; empty where there is none.
  std::string operand = {};
  /// The words that may stand there, where they are few.
  std::vector<std::string> operands = {};
  /// What stands for the file that may follow it; empty where there is none.
  std::string input = {};
  /// What the options are before the user says otherwise.
  Options defaults = {};
  /// Whether the notebook has it.
  bool of_notebook = false;
};

/// The notebook's in its order, then the others; `exercises` must outlive them.
std::vector<Command> all_commands(const std::vector<Experiment>& exercises);

}  // namespace spiral
