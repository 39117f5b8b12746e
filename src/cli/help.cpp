#include "cli/help.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "cli/examples.hpp"
#include "core/text.hpp"

namespace spiral {

namespace {

/// A line of two columns: what is explained, and its explanation from column `width` on.
std::string entry(const std::string& name, std::size_t width, const std::string& text) {
  return wrap(fmt::format("  {:<{}}{}", name, width - 2, text), width) + "\n";
}

std::string list_examples(const std::vector<Example>& examples) {
  std::string text = "\nExamples:\n";
  for (const auto& [words, meaning] : examples) {
    text += "  " + words + "\n" + wrap("      " + meaning, 6) + "\n";
  }
  return text;
}

std::string list_parameters() {
  std::string text = "\nParameters of --vary:\n";
  for (const ConfigField& field : config_fields()) {
    text += entry(field.option(), 24, field.constraint);
  }
  return text;
}

/// The least that an experiment file has.
std::string describe_file() {
  return "\nFILE.toml, the least of it:\n"
         "  title = \"Two moons\"\n"
         "  [data]                      # without it: the notebook's spirals\n"
         "  file = \"moons.csv\"          # a table beside it, of two features and a label\n"
         "  [[exercise]]\n"
         "  name = \"neurons\"\n"
         "  base = { activate_last_hidden = true, epochs = 100 }\n"
         "  vary = { hidden = [\"1x2\", \"1x8\"] }\n"
         "  published = [{ case = \"1x8\", accuracy = 96.7 }]\n"
         "  claims = [{ id = \"n-1\", sentence = \"8 beat 2\", rule = \"acc(1x8) > acc(1x2)\" }]\n"
         "  More: 'spiral-exp list --toml', and every key in experiments/files/README.md\n";
}

}  // namespace

std::string program_help(const std::vector<Command>& commands) {
  std::string of_notebook;
  std::string others;
  for (const Command& command : commands) {
    (command.of_notebook ? of_notebook : others) += entry(command.name, 17, command.summary);
  }
  return fmt::format("{}\n\nusage: spiral-exp SUBCOMMAND [options]\n\n{}:\n{}\nAnd:\n{}{}\n{}\n",
                     kPurpose, "The notebook, in its order", of_notebook, others,
                     list_examples(program_examples()),
                     "spiral-exp help SUBCOMMAND lists its options; spiral-exp --version the "
                     "versions.");
}

std::string arguments_of(const Command& command) {
  std::vector<std::string> arguments;
  if (command.file == FileOperand::required) arguments.emplace_back("FILE.toml");
  if (command.file == FileOperand::optional) arguments.emplace_back("[FILE.toml]");
  if (!command.positional.empty()) arguments.push_back(command.positional);
  if (!command.input.empty()) arguments.push_back("[" + command.input + "]");
  if (!command.words.empty()) arguments.push_back(command.words);
  return fmt::format("{}", fmt::join(arguments, " "));
}

std::string command_help(const Command& command) {
  const std::string arguments = arguments_of(command);
  std::string text =
      wrap(command.summary) + fmt::format("\n\nusage: spiral-exp {}{}{} [options]\n", command.name,
                                          arguments.empty() ? "" : " ", arguments);
  if (command.experiment != nullptr) {
    std::string cases = "cases:";
    for (const Case& item : command.experiment->cases) cases += " " + item.label;
    text += "\n" + wrap(cases, 7) + "\n";
  }
  if (!command.choices.empty()) {
    text += "\n" +
            wrap(fmt::format("{}: {}{}", command.positional, fmt::join(command.choices, " "),
                             command.file == FileOperand::none ? "" : "; or one of FILE.toml"),
                 2) +
            "\n";
  }
  for (const auto& [title, options] : grouped(command.options)) {
    text += "\n" + title + ":\n";
    for (const OptionSpec& spec : options) {
      const std::string value = spec.value_name.empty() ? "" : " " + spec.value_name;
      text += entry("--" + spec.name + value, 30, spec.help);
    }
  }
  const bool varies = std::ranges::count(command.options, "vary", &OptionSpec::name) > 0;
  if (varies) text += list_parameters();
  if (command.file == FileOperand::required) text += describe_file();
  return text + list_examples(examples_of(command));
}

}  // namespace spiral
