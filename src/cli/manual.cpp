#include "cli/manual.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "cli/help.hpp"
#include "engine/environment.hpp"

namespace spiral {

namespace {

/// `text` as roff prints it unchanged, a hyphen as the character that a user types.
std::string escape_roff(const std::string& text) {
  std::string escaped;
  for (const char c : text) {
    if (c == '\\') {
      escaped += "\\e";
    } else if (c == '-') {
      escaped += "\\-";
    } else {
      escaped += c;
    }
  }
  // A dot or an apostrophe that begins a line would be a request.
  const bool is_request = escaped.starts_with(".") || escaped.starts_with("'");
  return is_request ? "\\&" + escaped : escaped;
}

std::string item(const std::string& bold, const std::string& italic, const std::string& text) {
  const std::string head = "\\fB" + escape_roff(bold) + "\\fR" +
                           (italic.empty() ? "" : " \\fI" + escape_roff(italic) + "\\fR");
  return fmt::format(".TP\n{}\n{}\n", head, escape_roff(text));
}

/// Commands that take the same options share a section.
struct Section {
  std::vector<std::string> commands;
  const std::vector<OptionSpec>* options;
};

bool same_options(const std::vector<OptionSpec>& a, const std::vector<OptionSpec>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const auto& x, const auto& y) {
    return x.name == y.name && x.help == y.help;
  });
}

std::vector<Section> sections_of(const std::vector<Command>& commands) {
  std::vector<Section> sections;
  for (const Command& command : commands) {
    const auto found = std::find_if(sections.begin(), sections.end(), [&](const Section& section) {
      return same_options(*section.options, command.options);
    });
    if (found == sections.end()) {
      sections.push_back({{command.name}, &command.options});
    } else {
      found->commands.push_back(command.name);
    }
  }
  return sections;
}

constexpr const char* kEnd = R"(.SH ENVIRONMENT
.TP
\fBNO_COLOR\fR
If set, output has no colours.
.TP
\fBDISPLAY\fR, \fBWAYLAND_DISPLAY\fR
If one is set, figures open in a window unless \fB\-\-plot\fR says otherwise.
.TP
\fBATEN_CPU_CAPABILITY\fR
The instructions that LibTorch may use: default, avx2 or avx512. Results are the same, bit for bit,
only with the same ones.
.SH FILES
.TP
\fIspiral\-results/\fR
Figures, results and reports, unless \fB\-\-out\fR names another folder.
.TP
\fIspiral\-results/trials.db\fR
The results of \fBreproduce\fR and \fBinfer\fR, an SQLite database that grows.
.SH EXIT STATUS
.TP
\fB0\fR
Done.
.TP
\fB1\fR
Failed.
.TP
\fB2\fR
Wrong usage, or an export that cannot be written.
.TP
\fB130\fR
Interrupted; what was complete is kept.
)";

}  // namespace

std::string manual_page(const std::vector<Command>& commands) {
  const Environment environment = describe_environment("cpu", "torch");
  std::string page = fmt::format(
      ".TH SPIRAL\\-EXP 1 \"2026-11-24\" \"spiral\\-exp {}\" \"User Commands\"\n"
      ".SH NAME\nspiral\\-exp \\- the two\\-spirals notebook, repeated\n"
      ".SH SYNOPSIS\n\\fBspiral\\-exp\\fR \\fISUBCOMMAND\\fR [\\fIoptions\\fR]\n"
      ".SH DESCRIPTION\n{}\n.SH SUBCOMMANDS\n",
      environment.version, escape_roff(kPurpose));
  for (const Command& command : commands) {
    page += item(command.name, words_of(command), command.summary + ".");
  }
  page += ".SH OPTIONS\n";
  for (const Section& section : sections_of(commands)) {
    page +=
        fmt::format(".SS {}\n", escape_roff(fmt::format("{}", fmt::join(section.commands, ", "))));
    for (const OptionSpec& spec : *section.options) {
      page += item("--" + spec.name, spec.argument, spec.help);
    }
  }
  return page + kEnd;
}

}  // namespace spiral
