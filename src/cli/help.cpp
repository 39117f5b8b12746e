#include "cli/help.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <utility>

namespace spiral {

namespace {

constexpr const char* kPurpose =
    "Train the models of the two-spirals notebook and compare with what it published.";

/// `text` as roff prints it unchanged: a hyphen as the character that a user types, a dot that
/// begins a line as no request.
std::string escape_roff(const std::string& text) { return "\\&" + escape(text, "-\\"); }

std::string item(const std::string& bold, const std::string& text, const std::string& italic = "") {
  return ".TP\n\\fB" + escape_roff(bold) + "\\fR" +
         (italic.empty() ? "" : " \\fI" + escape_roff(italic) + "\\fR") + "\n" + escape_roff(text) +
         "\n";
}

/// What ends the manual.
std::string manual_end() {
  return ".SH ENVIRONMENT\n" + item("NO_COLOR", "If set, output has no colours.") +
         item("DISPLAY, WAYLAND_DISPLAY",
              "If one is set, figures open in a window unless --plot says otherwise.") +
         item("ATEN_CPU_CAPABILITY",
              "The instructions that LibTorch may use: default, avx2 or avx512. Results are the "
              "same, bit for bit, only with the same ones.") +
         ".SH FILES\n" +
         item("spiral-results/", "Figures, results and reports, unless --out names another.") +
         item("spiral-results/trials.db",
              "The results of reproduce, infer and sweep, an SQLite database that grows.") +
         ".SH EXIT STATUS\n" + item("0", "Done.") + item("1", "Failed.") +
         item("2", "Wrong usage, or an export that cannot be written.") +
         item("130", "Interrupted; what was complete is kept.");
}

}  // namespace

std::string program_help(const std::vector<Command>& commands) {
  std::string of_notebook;
  std::string others;
  for (const Command& command : commands) {
    (command.of_notebook ? of_notebook : others) +=
        fmt::format("  {:<14} {}\n", command.name, command.summary);
  }
  return fmt::format(
      "{}\n\nusage: spiral-exp SUBCOMMAND [options]\n\nThe notebook, in its order:\n{}\nAnd:\n{}\n"
      "spiral-exp help SUBCOMMAND lists its options; spiral-exp --version the versions.\n",
      kPurpose, of_notebook, others);
}

std::string arguments_of(const Command& command) {
  return command.positional + (command.input.empty() ? "" : " [" + command.input + "]");
}

std::string command_help(const Command& command) {
  const std::string arguments = arguments_of(command);
  std::string text = fmt::format("{}\n\nusage: spiral-exp {}{}{} [options]\n", command.summary,
                                 command.name, arguments.empty() ? "" : " ", arguments);
  if (command.experiment != nullptr) {
    text += "\ncases:";
    for (const Case& item : command.experiment->cases) text += " " + item.label;
    text += "\n";
  }
  if (!command.choices.empty()) {
    text += fmt::format("\n{}: {}\n", command.positional, fmt::join(command.choices, " "));
  }
  text += "\noptions:\n";
  for (const auto& [name, placeholder, help, constraint, set, choices] : command.options) {
    text += fmt::format("  {:<26}  {}\n",
                        "--" + name + (placeholder.empty() ? "" : " ") + placeholder, help);
  }
  const bool varies = std::any_of(command.options.begin(), command.options.end(),
                                  [](const auto& spec) { return spec.name == "vary"; });
  if (varies) text += "\nparameters of --vary:\n";
  for (const ConfigField& field : config_fields()) {
    if (varies) text += fmt::format("  {:<20}  {}\n", field.option(), field.constraint);
  }
  return text;
}

std::string manual_page(const std::vector<Command>& commands) {
  // No date: the version says how old the page is.
  std::string page = fmt::format(
      ".TH SPIRAL\\-EXP 1 \"\" \"spiral\\-exp {}\" \"User Commands\"\n"
      ".SH NAME\nspiral\\-exp \\- the two\\-spirals notebook, repeated\n"
      ".SH SYNOPSIS\n\\fBspiral\\-exp\\fR \\fISUBCOMMAND\\fR [\\fIoptions\\fR]\n"
      ".SH DESCRIPTION\n{}\n.SH SUBCOMMANDS\n",
      SPIRAL_VERSION, escape_roff(kPurpose));
  for (const Command& command : commands) {
    page += item(command.name, command.summary + ".", arguments_of(command));
  }
  // Commands that take the same options share a section.
  std::vector<std::pair<std::string, std::string>> sections;
  for (const Command& command : commands) {
    std::string items;
    for (const OptionSpec& spec : command.options) {
      items += item("--" + spec.name, spec.help, spec.placeholder);
    }
    const auto found = std::find_if(sections.begin(), sections.end(),
                                    [&](const auto& section) { return section.second == items; });
    if (found == sections.end()) {
      sections.push_back({command.name, items});
    } else {
      found->first += ", " + command.name;
    }
  }
  page += ".SH OPTIONS\n";
  for (const auto& [names, items] : sections) page += ".SS " + escape_roff(names) + "\n" + items;
  return page + manual_end();
}

}  // namespace spiral
