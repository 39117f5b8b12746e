// From the words of the command line to the subcommand that they name.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "cli/options.hpp"
#include "core/experiment.hpp"

namespace spiral {

/// How a subcommand takes an experiment file, whose name ends in .toml.
enum class FileOperand { none, optional, required };

/// A subcommand, as the command line, the help, the manual and the completions know it.
struct Command {
  std::string name;
  std::string summary = {};
  std::vector<OptionSpec> options = {};
  /// Null for what needs LibTorch.
  std::function<void(const Options&)> run = {};
  /// What stands for the argument behind the subcommand; empty where there is none.
  std::string positional = {};
  /// What stands for the file that may follow it; empty where there is none.
  std::string input = {};
  /// Whether an experiment file may stand before these.
  FileOperand file = FileOperand::none;
  /// What stands for the words that may follow it, as many as there are: "[CASE=NUMBER...]", or
  /// "SHARD..." where there must be one; empty where there are none.
  std::string words = {};
  /// How many seeds there are before the user says otherwise.
  std::int64_t seeds = 1;
  /// The words that may stand for the positional, where they are few.
  std::vector<std::string> choices = {};
  /// Null for what is no exercise.
  const Experiment* experiment = nullptr;
  /// Whether the notebook has it.
  bool of_notebook = false;
};

/// The names of the subcommands that are no exercise.
std::vector<std::string> subcommands_beside_exercises();

using TorchRunner = std::function<void(const Command&, const Options&)>;

/// Runs what `arguments` (without the program's name) ask for; `with_torch` gets what needs LibTorch:
/// a subcommand, or "--version".
/// Throws: UsageError, Interrupted, or whatever else the subcommand threw.
void run_command_line(const std::vector<std::string>& arguments, const TorchRunner& with_torch);

}  // namespace spiral
