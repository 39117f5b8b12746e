#include "cli/help.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

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

std::string program_help(const std::vector<Command>& commands) {
  std::string of_notebook;
  std::string others;
  for (const Command& command : commands) {
    (command.of_notebook ? of_notebook : others) += summary_line(command.name, command.summary);
  }
  return fmt::format(
      "{}\n\nusage: spiral-exp SUBCOMMAND [options]\n\nThe notebook, in its order:\n{}\nAnd:\n{}\n"
      "spiral-exp SUBCOMMAND --help lists its options; spiral-exp --version the versions.\n",
      kPurpose, of_notebook, others);
}

std::string words_of(const Command& command) {
  return command.operand + (command.input.empty() ? "" : " [" + command.input + "]");
}

std::string command_help(const Command& command) {
  std::string text =
      fmt::format("{}\n\nusage: spiral-exp {}{}{} [options]\n", command.summary, command.name,
                  words_of(command).empty() ? "" : " ", words_of(command));
  if (command.experiment != nullptr) {
    text += "\nsettings: " + setting_names(*command.experiment) + "\n";
  }
  if (!command.operands.empty()) {
    text += fmt::format("\n{}: {}\n", command.operand, fmt::join(command.operands, " "));
  }
  text += "\noptions:\n";
  const auto left_column = [](const OptionSpec& spec) {
    return spec.argument.empty() ? "--" + spec.name : "--" + spec.name + " " + spec.argument;
  };
  std::size_t width = 0;
  for (const OptionSpec& spec : command.options) width = std::max(width, left_column(spec).size());
  for (const OptionSpec& spec : command.options) {
    text += fmt::format("  {:<{}}  {}\n", left_column(spec), width, spec.help);
  }
  const bool varies = std::any_of(command.options.begin(), command.options.end(),
                                  [](const auto& spec) { return spec.name == "vary"; });
  if (varies) text += "\nparameters of --vary:\n" + parameter_lines();
  return text;
}

}  // namespace spiral
