#include "cli/command_line.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "cli/commands/commands.hpp"
#include "cli/help.hpp"
#include "core/text.hpp"
#include "core/training_observer.hpp"
#include "experiments/catalog.hpp"

namespace spiral {

namespace {

const std::string kNetwork = " hidden activation loss optimizer";
const std::string kConfig =
    " epochs batch-size learning-rate train-size val-size noise activate-last-hidden";
const std::string kFigure = " plot-size figure-width font-size aspect palette";
const std::string kOutput = " export-json export-csv export-markdown plot out" + kFigure +
                            " panel grid-step gif-every verbose quiet";
/// Of what does not move.
const std::string kStill = "plot=window,png,svg,pdf,ascii,none";
const std::string kRun = " engine device jobs no-weights preempted-exit-code";
const std::string kTrials = " seed seeds shard" + kRun;
const std::string kExercise = "only" + kTrials + kConfig + kOutput;
const std::string kStored = kTrials + " out fresh quiet";
const std::string kCheck =
    "data published seed seeds" + kRun + " out fresh quiet" + kConfig + " export-json";
const std::string kSweep = "vary" + kTrials + kNetwork + kConfig + kOutput;
const std::string kPoints = " delimiter features label positive header";
const std::string kTrain =
    "seed data" + kPoints + " early-stop save device" + kNetwork + kConfig + kOutput;

/// In place of what runs a command.
constexpr std::nullptr_t kNeedsTorch = nullptr;

/// The commands of the notebook, in its order.
std::vector<Command> notebook_commands(const std::vector<Experiment>& exercises) {
  std::vector<Command> commands{
      {"dataset", "The training set that the exercises share",
       options_of("seed train-size noise export-json export-csv " + kStill + " out" + kFigure),
       kNeedsTorch}};
  for (const Experiment& experiment : exercises) {
    commands.push_back({experiment.name, experiment.summary, options_of(kExercise), kNeedsTorch});
    commands.back().experiment = &experiment;
  }
  for (Command& command : commands) command.of_notebook = true;
  return commands;
}

/// Every command; `exercises` outlive them.
std::vector<Command> all_commands(const std::vector<Experiment>& exercises) {
  using enum FileOperand;
  std::vector<std::string> names;
  std::vector<std::string> published;
  for (const Experiment& experiment : exercises) {
    names.push_back(experiment.name);
    const bool has_numbers = std::ranges::any_of(
        experiment.cases, [](const Case& item) { return item.published.has_value(); });
    if (has_numbers) published.push_back(experiment.name);
  }
  const auto manual = [&](const Options&) {
    fmt::print("{}", manual_page(all_commands(exercises)));
  };
  const auto complete = [&](const Options& options) {
    fmt::print("{}", completions(options.positional, all_commands(exercises)));
  };
  const std::vector<Command> others{
      {"all", "Every exercise, in the notebook's order", options_of(kExercise), kNeedsTorch},
      {.name = "list",
       .summary = "Every exercise's cases and published figures",
       .options = options_of("toml data quiet"),
       .run = list_command,
       .file = optional},
      {.name = "run",
       .summary = "The exercises of an experiment file of your own, or some of them",
       .options = options_of("data " + kExercise),
       .file = required,
       .words = "[EXERCISE...]"},
      {.name = "reproduce",
       .summary = "Every exercise at a thousand seeds, with a verdict on each number and claim",
       .options = options_of("exercises data" + kStored),
       .file = optional,
       .seeds = 1000},
      {"report", "The report of a reproduction again, without training", options_of("verify"),
       kNeedsTorch, "DIR"},
      {.name = "check",
       .summary = "Whether the numbers that you got could be those of another run",
       .options = options_of(kCheck),
       .positional = "EXERCISE",
       .file = optional,
       .words = "[CASE=NUMBER...]",
       .seeds = 100,
       .choices = names},
      {.name = "infer",
       .summary = "Which value of a parameter the published numbers of an exercise speak for",
       .options = options_of("vary data" + kStored),
       .positional = "EXERCISE",
       .file = optional,
       .seeds = 100,
       .choices = published},
      {"sweep", "Every combination of values that you name, like an exercise", options_of(kSweep),
       kNeedsTorch},
      {"train", "One model of your own, on the spirals or on your points", options_of(kTrain),
       kNeedsTorch},
      {"predict", "A saved model's probability and class for each of your points",
       options_of(kPoints + " quiet"), kNeedsTorch, "MODEL", "FILE"},
      {"plot", "The decision boundary of a saved model",
       options_of(kStill + " out" + kFigure + " grid-step"), kNeedsTorch, "MODEL"},
      {.name = "merge",
       .summary = "One store out of those of several shards",
       .options = options_of("partial"),
       .positional = "DIR",
       .words = "SHARD..."},
      {"compare",
       "Two runs of the same trials to the last bit: JSON exports, or folders with a store",
       options_of(""), kNeedsTorch, "FIRST", "SECOND"},
      {"manual", "The manual page, for man", options_of(""), manual},
      {.name = "completions",
       .summary = "What completes spiral-exp's words in a shell",
       .options = options_of(""),
       .run = complete,
       .positional = "SHELL",
       .choices = shell_names()}};
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

const Command& find_command(const std::vector<Command>& commands, const std::string& name) {
  std::vector<std::string> names;
  for (const Command& command : commands) {
    if (command.name == name) return command;
    names.push_back(command.name);
  }
  if (name.starts_with("-")) {
    const std::string nearest = suggestion(name, {"--help", "--version"});
    throw UsageError(nearest.starts_with("did you mean")
                         ? "unknown option '" + name + "'; " + nearest
                         : "the subcommand comes first, then its options: spiral-exp SUBCOMMAND " +
                               name);
  }
  throw UsageError("unknown subcommand '" + name + "'; " + suggestion(name, names));
}

bool is_help_word(const std::string& word) {
  return word == "help" || word == "--help" || word == "-h";
}

/// Takes the experiment file from the operands' beginning.
void take_file(const Command& command, Options& options) {
  if (command.file == FileOperand::none) return;
  std::vector<std::string>& operands = options.operands;
  if (!operands.empty() && operands.front().ends_with(".toml")) {
    options.file = operands.front();
    operands.erase(operands.begin());
  }
  if (command.file == FileOperand::optional || !options.file.empty()) return;
  throw UsageError("a file whose name ends in .toml is missing: spiral-exp " + command.name + " " +
                   arguments_of(command) + " [options]");
}

/// Gives the operands to what the command takes.
void place_operands(const Command& command, Options& options) {
  take_file(command, options);
  std::vector<std::string*> places;
  if (!command.positional.empty()) places.push_back(&options.positional);
  if (!command.input.empty()) places.push_back(&options.input);
  const auto& operands = options.operands;
  for (std::size_t i = 0; i < operands.size() && i < places.size(); ++i) *places[i] = operands[i];
  const bool needs_words = !command.words.empty() && !command.words.starts_with("[");
  if (needs_words && operands.size() == places.size()) {
    throw UsageError(command.words + " is missing: spiral-exp " + command.name + " " +
                     arguments_of(command) + " [options]");
  }
  if (operands.size() > places.size() && command.words.empty()) {
    const bool reads_points = std::ranges::count(command.options, "data", &OptionSpec::name) > 0;
    throw UsageError("unexpected argument '" + operands[places.size()] + "'; " +
                     (reads_points && command.file == FileOperand::none
                          ? "points to train on are given by --data FILE"
                          : "see spiral-exp " + command.name + " --help"));
  }
  // A file of numbers may name its exercises itself.
  if (!command.positional.empty() && options.positional.empty() && !options.published) {
    throw UsageError(command.positional + " is missing: spiral-exp " + command.name + " " +
                     arguments_of(command) + " [options]");
  }
}

}  // namespace

std::vector<std::string> subcommands_beside_exercises() {
  std::vector<std::string> names;
  for (const Command& command : all_commands({})) names.push_back(command.name);
  return names;
}

void run_command_line(const std::vector<std::string>& arguments, const TorchRunner& with_torch) {
  const auto exercises = catalog();
  const auto commands = all_commands(exercises);
  const std::string first = arguments.empty() ? "help" : arguments.front();
  const bool is_help = is_help_word(first);
  const bool is_version = first == "--version" || first == "-V";
  const std::size_t most = is_help ? 2 : 1;
  if ((is_help || is_version) && arguments.size() > most) {
    throw UsageError("unexpected argument '" + arguments[most] + "'; see spiral-exp help");
  }
  if (is_help) {
    const bool is_of_all = arguments.size() < 2 || is_help_word(arguments[1]);
    return fmt::print("{}", is_of_all ? program_help(commands)
                                      : command_help(find_command(commands, arguments[1])));
  }
  if (is_version) return with_torch({.name = "--version"}, {});
  const Command& command = find_command(commands, first);
  const std::vector<std::string> words(arguments.begin() + 1, arguments.end());
  Options options =
      parse_options(command.name, command.options, words, {.seeds = {.count = command.seeds}});
  if (options.help) return fmt::print("{}", command_help(command));
  place_operands(command, options);
  options.command = command_text(command.name, options);
  try {
    command.run ? command.run(options) : with_torch(command, options);
  } catch (const Interrupted& error) {
    throw Preempted(error.what(), options.interrupted_exit_code);
  }
}

}  // namespace spiral
