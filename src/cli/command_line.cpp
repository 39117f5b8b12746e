#include "cli/command_line.hpp"

#include <fmt/format.h>

#include "cli/commands/commands.hpp"
#include "cli/help.hpp"
#include "core/text.hpp"
#include "engine/runtime.hpp"
#include "experiments/catalog.hpp"
#include "report/results_table.hpp"

namespace spiral {

namespace {

const std::string kNetwork = " hidden activation loss optimizer";
const std::string kConfig =
    " epochs batch-size learning-rate train-size val-size noise activate-last-hidden";
const std::string kOutput =
    " export-json export-csv export-markdown plot out plot-size grid-step gif-every verbose quiet";
/// Of what does not move.
const std::string kStill = "plot=window,png,svg,pdf,ascii,none";
const std::string kExercise = "seed seeds only engine device jobs" + kConfig + kOutput;
const std::string kStored = " seed seeds engine device jobs out fresh quiet";
const std::string kSweep = "vary seed seeds engine device jobs" + kNetwork + kConfig + kOutput;
const std::string kTrain = "seed data early-stop save device" + kNetwork + kConfig + kOutput;

/// The commands of the notebook, in its order.
std::vector<Command> notebook_commands(const std::vector<Experiment>& exercises) {
  std::vector<Command> commands{
      {"dataset", "The training set that the exercises share",
       options_of("seed train-size noise export-json export-csv " + kStill + " out"),
       dataset_command}};
  for (const Experiment& experiment : exercises) {
    const auto run = [&](const Options& options) {
      run_exercises(experiment.name, {experiment}, options);
    };
    commands.push_back({experiment.name, experiment.summary, options_of(kExercise), run});
    commands.back().experiment = &experiment;
  }
  for (Command& command : commands) command.of_notebook = true;
  return commands;
}

/// Every command; `exercises` outlive them.
std::vector<Command> all_commands(const std::vector<Experiment>& exercises) {
  std::vector<std::string> names;
  for (const Experiment& experiment : exercises) names.push_back(experiment.name);
  const auto run_all = [&](const Options& options) { run_exercises("all", exercises, options); };
  const auto list = [&](const Options&) {
    fmt::print("{}", render_console(catalog_table(exercises)));
  };
  const auto manual = [&](const Options&) {
    fmt::print("{}", manual_page(all_commands(exercises)));
  };
  const auto complete = [&](const Options& options) {
    fmt::print("{}", completions(options.positional, all_commands(exercises)));
  };
  const std::vector<Command> others{
      {"all", "Every exercise, in the notebook's order", options_of(kExercise), run_all},
      {"reproduce", "Every exercise at a thousand seeds, with a verdict on each number and claim",
       options_of("exercises" + kStored), reproduce_command, "", "", 1000},
      {"report", "The report of a reproduction again, without training", options_of(""),
       report_command, "DIR"},
      {"infer", "Which value of a parameter the published numbers of an exercise speak for",
       options_of("vary" + kStored), infer_command, "EXERCISE", "", 100, names},
      {"sweep", "Every combination of values that you name, like an exercise", options_of(kSweep),
       sweep_command},
      {"train", "One model of your own, on the spirals or on your points", options_of(kTrain),
       train_command},
      {"predict", "What a saved model makes of points: probability and class a line",
       options_of("quiet"), predict_command, "MODEL", "FILE"},
      {"plot", "The decision boundary of a saved model",
       options_of(kStill + " out plot-size grid-step"), plot_command, "MODEL"},
      {"list", "Every exercise's cases and published figures", options_of(""), list},
      {"manual", "The manual page, for man", options_of(""), manual},
      {"completions", "What completes spiral-exp's words in a shell", options_of(""), complete,
       "SHELL", "", 1, shell_names()}};
  auto commands = notebook_commands(exercises);
  commands.insert(commands.end(), others.begin(), others.end());
  for (Command& command : commands) {
    for (OptionSpec& spec : command.options) {
      if (spec.name != "seeds") continue;
      spec.help += fmt::format(" (default {})", command.seeds);
    }
  }
  return commands;
}

void print_version() {
  const Environment environment = describe_environment("cpu", "simd");
  std::string engines;
  for (const EngineTraits& traits : engine_traits()) {
    engines += (engines.empty() ? "" : ", ") + traits.name;
  }
  fmt::print(
      "spiral-exp {}\nLibTorch {}\nCPU capability {}\nBLAS {}\nengines {} ({}, {} seeds at once)\n",
      environment.version, environment.libtorch, environment.cpu_capability, environment.blas,
      engines, environment.simd, simd_lanes());
}

const Command& find_command(const std::vector<Command>& commands, const std::string& name) {
  std::vector<std::string> names;
  for (const Command& command : commands) {
    if (command.name == name) return command;
    names.push_back(command.name);
  }
  throw UsageError("unknown subcommand '" + name + "'; " + suggestion(name, names));
}

/// Takes the first of `words` unless it is an option; "-" is none.
void take_positional(std::vector<std::string>& words, std::string& positional) {
  if (words.empty() || (words.front().starts_with("-") && words.front() != "-")) return;
  positional = words.front();
  words.erase(words.begin());
}

}  // namespace

void run_command_line(const std::vector<std::string>& arguments) {
  const auto exercises = catalog();
  const auto commands = all_commands(exercises);
  if (arguments.empty() || arguments.front() == "--help" || arguments.front() == "-h") {
    return fmt::print("{}", program_help(commands));
  }
  if (arguments.front() == "--version") return print_version();
  const Command& command = find_command(commands, arguments.front());
  std::vector<std::string> words(arguments.begin() + 1, arguments.end());
  Options defaults{.seeds = {.count = command.seeds}};
  if (!command.positional.empty()) take_positional(words, defaults.positional);
  if (!command.input.empty()) take_positional(words, defaults.input);
  const Options options = parse_options(command.name, command.options, words, defaults);
  if (options.help) return fmt::print("{}", command_help(command));
  if (!command.positional.empty() && options.positional.empty()) {
    throw UsageError(command.positional + " is missing: spiral-exp " + command.name + " " +
                     arguments_of(command) + " [options]");
  }
  command.run(options);
}

}  // namespace spiral
