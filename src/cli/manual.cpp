#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "cli/examples.hpp"
#include "cli/exit_status.hpp"
#include "cli/help.hpp"

namespace spiral {

namespace {

/// `text` as roff prints it unchanged: a hyphen as the character that a user types, a dot that
/// begins a line as no request.
std::string escape_roff(const std::string& text) {
  std::string escaped;
  for (const char c : text) escaped += c == '\\' ? "\\e" : escape(std::string(1, c), "-");
  return "\\&" + escaped;
}

std::string item(const std::string& bold, const std::string& text, const std::string& italic = "") {
  return ".TP\n\\fB" + escape_roff(bold) + "\\fR" +
         (italic.empty() ? "" : " \\fI" + escape_roff(italic) + "\\fR") + "\n" + escape_roff(text) +
         "\n";
}

std::string subcommands(const std::vector<Command>& commands) {
  std::string text = ".SH SUBCOMMANDS\n";
  for (const Command& command : commands) {
    text += item(command.name, command.summary + ".", arguments_of(command));
  }
  return text;
}

/// Commands that take the same options share a section.
std::string options(const std::vector<Command>& commands) {
  std::vector<std::pair<std::string, std::string>> sections;
  for (const Command& command : commands) {
    std::string items;
    for (const OptionGroup& group : grouped(command.options)) {
      items += (items.empty() ? "" : ".PP\n") + ("\\fI" + escape_roff(group.title) + "\\fR\n");
      for (const OptionSpec& spec : group.options) {
        items += item("--" + spec.name, spec.help, spec.value_name);
      }
    }
    const auto found = std::ranges::find(sections, items, &decltype(sections)::value_type::second);
    if (found == sections.end()) {
      sections.push_back({command.name, items});
    } else {
      found->first += ", " + command.name;
    }
  }
  std::string text = ".SH OPTIONS\n";
  for (const auto& [names, items] : sections) text += ".SS " + escape_roff(names) + "\n" + items;
  return text;
}

std::string exit_status() {
  std::string text = ".SH EXIT STATUS\n";
  for (const auto& [code, meaning] : kExitStatuses) text += item(fmt::to_string(code), meaning);
  return text;
}

/// One exercise's examples stand for those of all.
std::string examples(const std::vector<Command>& commands) {
  std::vector<Example> all = program_examples();
  for (const Command& command : commands) {
    if (command.experiment == nullptr) std::ranges::copy(examples_of(command), back_inserter(all));
  }
  std::string text = ".SH EXAMPLES\n";
  for (const auto& [words, meaning] : all) text += item(words, meaning + ".");
  return text;
}

std::string environment() {
  return ".SH ENVIRONMENT\n" + item("NO_COLOR", "If set, output has no colours.") +
         item("DISPLAY, WAYLAND_DISPLAY",
              "If one is set, figures open in a window unless --plot says otherwise.") +
         item("ATEN_CPU_CAPABILITY",
              "The instructions that LibTorch may use: default, avx2 or avx512. Results are the "
              "same, bit for bit, only with the same ones.");
}

std::string files() {
  return ".SH FILES\n" +
         item("spiral-results/", "Figures, results and reports, unless --out names another.") +
         item("spiral-results/trials.db",
              "The results of reproduce, check, infer and sweep, an SQLite database that grows.") +
         item("spiral-results/report.html, report.md, certificate.json",
              "What reproduce writes: the report as a page, as Markdown, and for programs.");
}

std::string see_also() {
  return ".SH SEE ALSO\n"
         "\\fBgnuplot\\fR(1) draws the figures.\n"
         "\\fBpython3\\fR(1) with PyTorch opens what --save writes.\n"
         "\\fBsqlite3\\fR(1) reads \\fItrials.db\\fR.\n";
}

}  // namespace

std::string manual_page(const std::vector<Command>& commands) {
  // No date: the version says how old the page is. Neither hyphens nor stretched blanks, which
  // would spoil words to type.
  const std::string start = fmt::format(
      ".TH SPIRAL\\-EXP 1 \"\" \"spiral\\-exp {}\" \"User Commands\"\n"
      ".nh\n.ad l\n"
      ".SH NAME\nspiral\\-exp \\- the two\\-spirals notebook, repeated\n"
      ".SH SYNOPSIS\n\\fBspiral\\-exp\\fR \\fISUBCOMMAND\\fR [\\fIoptions\\fR]\n"
      ".SH DESCRIPTION\n{}\n",
      SPIRAL_VERSION, escape_roff(kPurpose));
  return start + subcommands(commands) + options(commands) + exit_status() + environment() +
         files() + examples(commands) + see_also();
}

}  // namespace spiral
