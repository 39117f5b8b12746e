#include "cli/command_line.hpp"

#include <fmt/format.h>

#include <functional>

#include "cli/commands.hpp"
#include "cli/help.hpp"
#include "cli/nearest.hpp"
#include "cli/usage_error.hpp"
#include "engine/environment.hpp"
#include "experiments/catalog.hpp"

namespace spiral {

namespace {

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
  /// What the options are before the user says otherwise.
  Options defaults = {};
};

const CommandSummary kDataset{"dataset", "The training set that the exercises share"};
const CommandSummary kAll{"all", "Every exercise, in the notebook's order"};
const CommandSummary kReproduce{
    "reproduce", "Every exercise at a thousand seeds, with a verdict on each number and claim"};
const CommandSummary kReport{"report", "The report of a reproduction again, without training"};
const CommandSummary kInfer{
    "infer", "Which value of a parameter the published numbers of an exercise speak for"};
const CommandSummary kList{"list", "Every exercise's settings and published figures"};

std::vector<Command> all_commands(const std::vector<Experiment>& exercises) {
  std::vector<Command> commands{
      {kDataset.name, kDataset.summary, dataset_options(), dataset_command}};
  for (const Experiment& experiment : exercises) {
    commands.push_back({experiment.name, experiment.summary, exercise_options(),
                        [&experiment](const Options& options) {
                          return run_command(experiment.name, {experiment}, options);
                        },
                        &experiment});
  }
  commands.push_back({kAll.name, kAll.summary, exercise_options(), [&](const Options& options) {
                        return run_command(kAll.name, exercises, options);
                      }});
  commands.push_back({.name = kReproduce.name,
                      .summary = kReproduce.summary,
                      .options = reproduce_options(),
                      .run = reproduce_command,
                      .defaults = {.seeds = 1000}});
  commands.push_back({.name = kReport.name,
                      .summary = kReport.summary,
                      .options = no_options(),
                      .run = report_command,
                      .operand = "DIR"});
  commands.push_back({.name = kInfer.name,
                      .summary = kInfer.summary,
                      .options = infer_options(),
                      .run = infer_command,
                      .operand = "EXERCISE",
                      .defaults = {.seeds = 100}});
  commands.push_back({kList.name, kList.summary, no_options(),
                      [&](const Options&) { return list_command(exercises); }});
  return commands;
}

const Command& find_command(const std::vector<Command>& commands, const std::string& name) {
  std::vector<std::string> names;
  for (const Command& command : commands) {
    if (command.name == name) return command;
    names.push_back(command.name);
  }
  throw UsageError("unknown subcommand '" + name + "'; " + suggestion(name, names));
}

void print_version() {
  const Environment environment = describe_environment("cpu", "torch");
  fmt::print("spiral-exp {}\nLibTorch {}\nCPU capability {}\nBLAS {}\n", environment.version,
             environment.libtorch, environment.cpu_capability, environment.blas);
}

}  // namespace

int run_command_line(const std::vector<std::string>& arguments) {
  const auto exercises = catalog();
  if (arguments.empty() || arguments.front() == "--help" || arguments.front() == "-h") {
    fmt::print("{}",
               program_help({kDataset}, exercises, {kAll, kReproduce, kReport, kInfer, kList}));
    return kExitDone;
  }
  if (arguments.front() == "--version") {
    print_version();
    return kExitDone;
  }
  const auto commands = all_commands(exercises);
  const Command& command = find_command(commands, arguments.front());
  std::vector<std::string> words(arguments.begin() + 1, arguments.end());
  Options defaults = command.defaults;
  if (!command.operand.empty() && !words.empty() && !words.front().starts_with("-")) {
    defaults.operand = words.front();
    words.erase(words.begin());
  }
  const Options options = parse_options(command.name, command.options, words, defaults);
  if (options.help) {
    fmt::print("{}", command_help(command.name, command.operand, command.summary, command.options,
                                  command.experiment));
    return kExitDone;
  }
  if (!command.operand.empty() && options.operand.empty()) {
    throw UsageError(command.operand + " is missing: spiral-exp " + command.name + " " +
                     command.operand + " [options]");
  }
  return command.run(options);
}

}  // namespace spiral
