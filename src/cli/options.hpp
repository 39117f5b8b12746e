// Everything a user can say after a subcommand, parsed and checked.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "cli/exit_status.hpp"
#include "core/point_columns.hpp"
#include "plot/plan.hpp"
#include "report/exports.hpp"
#include "study/parameter_grid.hpp"
#include "study/training.hpp"

namespace spiral {

struct Options {
  /// What is no option and no option's value, in order.
  std::vector<std::string> operands = {};
  /// The experiment file among the operands; empty for the notebook that is built in.
  std::string file = {};
  /// The first operand, of a command that needs one.
  std::string positional = {};
  /// The file that a command reads, where it takes one as an operand; "-" is standard input.
  std::string input = "-";
  /// All of it as a user would type it: command_text.
  std::string command = {};
  SeedRange seeds = {};
  /// Which part of the trials this machine trains.
  Shard shard = {};
  TrainingOptions training = {};
  /// Labels of cases; empty for all.
  std::vector<std::string> only = {};
  /// Names of exercises; empty for all.
  std::vector<std::string> exercises = {};
  /// To every case's config.
  std::vector<ConfigChange> changes = {};
  /// Values to try, a parameter each.
  std::vector<Axis> axes = {};
  std::vector<Export> exports = {};
  /// A CSV file to train on; "-" is standard input.
  std::optional<std::string> data = {};
  /// A CSV file of a reader's own numbers; "-" is standard input.
  std::optional<std::string> published = {};
  /// Of a file of points.
  PointFormat point_format = {};
  PlotOptions plot = {};
  /// Start with an empty store.
  bool fresh = false;
  /// Print exercises as an experiment file.
  bool toml = false;
  /// Check what was reported, and report nothing.
  bool verify = false;
  /// Merge what is there of the shards.
  bool partial = false;
  /// The program's exit when a signal ended it.
  int interrupted_exit_code = kExitInterrupted.code;
  bool help = false;
  /// The text of the experiment file, its points included; empty where there is none.
  std::string notebook = {};
  /// The options that the user gave, by name, and their values; a switch has none.
  std::multimap<std::string, std::string> explicitly_set = {};
};

/// One option, as the command line, the help and the messages know it.
struct OptionSpec {
  std::string name;
  /// What stands for the value in the help; empty for a switch.
  std::string value_name;
  std::string help;
  /// What a value must be: "must be an integer from 1 to 9".
  std::string constraint;
  /// False refuses the value.
  std::function<bool(Options&, const std::string& value)> set;
  /// Values that a completion offers.
  std::vector<std::string> choices = {};
};

/// The options of these names, "seed epochs", and --help; "plot=png,svg" takes only these values.
std::vector<OptionSpec> options_of(const std::string& names);

/// What the user asks for, to type again: "spiral-exp reproduce --seeds 64". Options that say where
/// and how to work, not what, are left out.
std::string command_text(const std::string& command, const Options& options);

/// Options that the help shows under one heading.
struct OptionGroup {
  std::string title;
  std::vector<OptionSpec> options;
};

/// `options` in their groups, which are always in the same order.
std::vector<OptionGroup> grouped(const std::vector<OptionSpec>& options);

/// Reads what follows the subcommand, in order, so that of an option given twice the last one
/// counts; what is not given is as in `options`. After "--" all are operands.
/// Throws: UsageError.
Options parse_options(const std::string& command, const std::vector<OptionSpec>& specs,
                      const std::vector<std::string>& arguments, Options options);

}  // namespace spiral
