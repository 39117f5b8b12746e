#include "cli/help.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace spiral {

namespace {

std::string summary_line(const std::string& name, const std::string& summary) {
  return fmt::format("  {:<14} {}\n", name, summary);
}

std::string setting_names(const Experiment& experiment) {
  std::string names;
  for (const Setting& setting : experiment.settings) {
    names += (names.empty() ? "" : " ") + setting.name;
  }
  return names;
}

std::string parameter_lines() {
  std::string lines;
  for (const Parameter& parameter : parameters()) {
    lines += fmt::format("  {:<20}  {}\n", parameter.name, parameter.allowed);
  }
  return lines;
}

}  // namespace

std::string program_help(const std::vector<CommandSummary>& before,
                         const std::vector<Experiment>& exercises,
                         const std::vector<CommandSummary>& after) {
  std::string text =
      "Train the models of the two-spirals notebook and compare with what it published.\n\n"
      "usage: spiral-exp SUBCOMMAND [options]\n\n"
      "The notebook, in its order:\n";
  for (const auto& [name, summary] : before) text += summary_line(name, summary);
  for (const Experiment& experiment : exercises) {
    text += summary_line(experiment.name, experiment.summary);
  }
  text += "\nAnd:\n";
  for (const auto& [name, summary] : after) text += summary_line(name, summary);
  return text +
         "\nspiral-exp SUBCOMMAND --help lists its options; spiral-exp --version the versions.\n";
}

std::string command_help(const std::string& command, const std::string& operand,
                         const std::string& summary, const std::vector<OptionSpec>& specs,
                         const Experiment* experiment) {
  std::string text = fmt::format("{}\n\nusage: spiral-exp {}{} [options]\n", summary, command,
                                 operand.empty() ? "" : " " + operand);
  if (experiment != nullptr) text += "\nsettings: " + setting_names(*experiment) + "\n";
  text += "\noptions:\n";
  const auto left_column = [](const OptionSpec& spec) {
    return spec.argument.empty() ? "--" + spec.name : "--" + spec.name + " " + spec.argument;
  };
  std::size_t width = 0;
  for (const OptionSpec& spec : specs) width = std::max(width, left_column(spec).size());
  for (const OptionSpec& spec : specs) {
    text += fmt::format("  {:<{}}  {}\n", left_column(spec), width, spec.help);
  }
  const bool varies =
      std::any_of(specs.begin(), specs.end(), [](const auto& spec) { return spec.name == "vary"; });
  if (varies) text += "\nparameters of --vary:\n" + parameter_lines();
  return text;
}

}  // namespace spiral
