// Everything a user can say after a subcommand, parsed and checked. Nothing below reads an
// argument.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "cli/variation.hpp"
#include "plot/plot_options.hpp"

namespace spiral {

enum class EngineChoice { automatic, torch, batched, fused };

enum class ExportFormat { json, csv, markdown, model };

struct Export {
  ExportFormat format;
  /// The option that asked for it, for messages.
  std::string option;
  /// "-" is standard output.
  std::string path;
};

struct Options {
  /// What a command is about, where it takes such a word before its options.
  std::string operand = {};
  /// The file that a command reads, where it takes such a word after that; "-" is standard input.
  std::string input = "-";
  std::uint64_t seed = 0;
  std::int64_t seeds = 1;
  EngineChoice engine = EngineChoice::automatic;
  std::string device = "cpu";
  /// Absent until the user asks for a number.
  std::optional<int> jobs = {};
  /// Names of settings; empty for all.
  std::vector<std::string> only = {};
  /// Names of exercises; empty for all.
  std::vector<std::string> exercises = {};
  std::vector<Override> overrides = {};
  /// Values to try, a parameter each.
  std::vector<Variation> variations = {};
  std::vector<Export> exports = {};
  /// A CSV file to train on; "-" is standard input.
  std::optional<std::string> data = {};
  /// Units: epochs.
  std::optional<std::int64_t> patience = {};
  PlotOptions plot = {};
  /// Start with an empty store.
  bool fresh = false;
  bool verbose = false;
  bool quiet = false;
  bool help = false;
  /// Names of the options that the user gave.
  std::set<std::string> given = {};
};

/// One option, as the command line, the help and the messages know it.
struct OptionSpec {
  std::string name;
  /// What stands for the value in the help; empty for a switch.
  std::string argument;
  std::string help;
  /// What a refused value is told, such as "allowed are whole numbers from 1".
  std::string allowed;
  /// False refuses the value.
  std::function<bool(Options&, const std::string& value)> set;
  /// Values that a completion offers.
  std::vector<std::string> choices = {};
};

/// The options of the exercises and of `all`.
std::vector<OptionSpec> exercise_options();

/// The options of `dataset`.
std::vector<OptionSpec> dataset_options();

/// Of a command that takes none but --help.
std::vector<OptionSpec> no_options();

/// The options of `reproduce`.
std::vector<OptionSpec> reproduce_options();

/// The options of `infer`.
std::vector<OptionSpec> infer_options();

/// The options of `sweep`.
std::vector<OptionSpec> sweep_options();

/// The options of `train`.
std::vector<OptionSpec> train_options();

/// The options of `predict`.
std::vector<OptionSpec> predict_options();

/// The options of `plot`.
std::vector<OptionSpec> model_plot_options();

/// Reads what follows the subcommand and its operand, in order, so that of an option given twice the
/// last one counts; what is not given is as in `options`.
/// Throws: UsageError.
Options parse_options(const std::string& command, const std::vector<OptionSpec>& specs,
                      const std::vector<std::string>& arguments, Options options = {});

}  // namespace spiral
