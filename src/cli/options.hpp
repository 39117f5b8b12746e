// Everything a user can say after a subcommand, parsed and checked. Nothing below reads an
// argument.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "experiment/setting.hpp"
#include "plot/plot_options.hpp"

namespace spiral {

enum class EngineChoice { automatic, torch, fused };

enum class ExportFormat { json, csv, markdown };

struct Export {
  ExportFormat format;
  /// The option that asked for it, for messages.
  std::string option;
  /// "-" is standard output.
  std::string path;
};

/// Replaces one parameter of a setting by the user's value.
using Override = std::function<void(Setting&)>;

struct Options {
  std::uint64_t seed = 0;
  std::int64_t seeds = 1;
  EngineChoice engine = EngineChoice::automatic;
  std::string device = "cpu";
  /// Absent until the user asks for a number.
  std::optional<int> jobs = {};
  /// Names of settings; empty for all.
  std::vector<std::string> only = {};
  std::vector<Override> overrides = {};
  std::vector<Export> exports = {};
  PlotOptions plot = {};
  bool verbose = false;
  bool quiet = false;
  bool help = false;
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
};

/// The options of the exercises and of `all`.
std::vector<OptionSpec> exercise_options();

/// The options of `dataset`.
std::vector<OptionSpec> dataset_options();

/// The options of `list`: none but --help.
std::vector<OptionSpec> list_options();

/// Reads what follows the subcommand, in order, so that of an option given twice the last one
/// counts.
/// Throws: UsageError.
Options parse_options(const std::string& command, const std::vector<OptionSpec>& specs,
                      const std::vector<std::string>& arguments);

}  // namespace spiral
