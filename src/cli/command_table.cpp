#include "cli/command_table.hpp"

#include <fmt/format.h>

#include <map>

#include "cli/commands.hpp"
#include "cli/completions.hpp"
#include "cli/manual.hpp"
#include "cli/usage_error.hpp"

namespace spiral {

namespace {

std::vector<Command> commands_of_notebook(const std::vector<Experiment>& exercises) {
  std::vector<Command> commands{{.name = "dataset",
                                 .summary = "The training set that the exercises share",
                                 .options = dataset_options(),
                                 .run = dataset_command,
                                 .of_notebook = true}};
  for (const Experiment& experiment : exercises) {
    commands.push_back({.name = experiment.name,
                        .summary = experiment.summary,
                        .options = exercise_options(),
                        .run =
                            [&experiment](const Options& options) {
                              return run_command(experiment.name, {experiment}, options);
                            },
                        .experiment = &experiment,
                        .of_notebook = true});
  }
  return commands;
}

int completions_command(const std::vector<Command>& commands, const std::string& shell) {
  const std::map<std::string, std::string (*)(const std::vector<Command>&)> scripts{
      {"bash", bash_completions}, {"zsh", zsh_completions}, {"fish", fish_completions}};
  const auto script = scripts.find(shell);
  if (script == scripts.end()) {
    throw UsageError("unknown shell '" + shell + "'; allowed are bash, zsh and fish");
  }
  fmt::print("{}", script->second(commands));
  return kExitDone;
}

}  // namespace

std::vector<Command> all_commands(const std::vector<Experiment>& exercises) {
  std::vector<std::string> names;
  for (const Experiment& experiment : exercises) names.push_back(experiment.name);
  auto commands = commands_of_notebook(exercises);
  commands.insert(
      commands.end(),
      {{.name = "all",
        .summary = "Every exercise, in the notebook's order",
        .options = exercise_options(),
        .run = [&](const Options& options) { return run_command("all", exercises, options); }},
       {.name = "reproduce",
        .summary = "Every exercise at a thousand seeds, with a verdict on each number and claim",
        .options = reproduce_options(),
        .run = reproduce_command,
        .defaults = {.seeds = 1000}},
       {.name = "report",
        .summary = "The report of a reproduction again, without training",
        .options = no_options(),
        .run = report_command,
        .operand = "DIR"},
       {.name = "infer",
        .summary = "Which value of a parameter the published numbers of an exercise speak for",
        .options = infer_options(),
        .run = infer_command,
        .operand = "EXERCISE",
        .operands = names,
        .defaults = {.seeds = 100}},
       {.name = "sweep",
        .summary = "Every combination of values that you name, like an exercise",
        .options = sweep_options(),
        .run = sweep_command},
       {.name = "train",
        .summary = "One model of your own, on the spirals or on your points",
        .options = train_options(),
        .run = train_command},
       {.name = "predict",
        .summary = "What a saved model makes of points: probability and class a line",
        .options = predict_options(),
        .run = predict_command,
        .operand = "MODEL",
        .input = "FILE"},
       {.name = "plot",
        .summary = "The decision boundary of a saved model",
        .options = model_plot_options(),
        .run = plot_command,
        .operand = "MODEL"},
       {.name = "list",
        .summary = "Every exercise's settings and published figures",
        .options = no_options(),
        .run = [&](const Options&) { return list_command(exercises); }},
       {.name = "manual",
        .summary = "The manual page, for man",
        .options = no_options(),
        .run =
            [&](const Options&) {
              fmt::print("{}", manual_page(all_commands(exercises)));
              return kExitDone;
            }},
       {.name = "completions",
        .summary = "What completes spiral-exp's words in a shell",
        .options = no_options(),
        .run =
            [&](const Options& options) {
              return completions_command(all_commands(exercises), options.operand);
            },
        .operand = "SHELL",
        .operands = {"bash", "zsh", "fish"}}});
  return commands;
}

}  // namespace spiral
