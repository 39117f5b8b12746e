#include "cli/completions.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <map>

namespace spiral {

namespace {

enum class ValueKind { none, file, folder, choice, other };

ValueKind kind_of(const std::string& argument, const std::vector<std::string>& choices) {
  if (argument.empty()) return ValueKind::none;
  if (!choices.empty()) return ValueKind::choice;
  if (argument == "FILE" || argument == "MODEL") return ValueKind::file;
  return argument == "DIR" ? ValueKind::folder : ValueKind::other;
}

std::string joined(const std::vector<std::string>& words) {
  return fmt::format("{}", fmt::join(words, " "));
}

/// `text` between single quotes of bash and zsh.
std::string quoted(const std::string& text) {
  std::string quoted = "'";
  for (const char c : text) quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return quoted + "'";
}

/// `text` between single quotes of fish.
std::string quoted_for_fish(const std::string& text) {
  std::string quoted = "'";
  for (const char c : text) quoted += (c == '\'' || c == '\\' ? "\\" : "") + std::string(1, c);
  return quoted + "'";
}

/// `text` with the characters escaped that end a part of a zsh specification.
std::string escaped_for_zsh(const std::string& text) {
  std::string escaped;
  for (const char c : text) {
    escaped += (c == ':' || c == '[' || c == ']' || c == '\\' ? "\\" : "") + std::string(1, c);
  }
  return escaped;
}

/// The command that fills COMPREPLY with values of this kind.
std::string bash_values(ValueKind kind, const std::vector<std::string>& choices) {
  switch (kind) {
    case ValueKind::file:
      return "compopt -o filenames; COMPREPLY=($(compgen -f -- \"$word\"))";
    case ValueKind::folder:
      return "compopt -o filenames; COMPREPLY=($(compgen -d -- \"$word\"))";
    case ValueKind::choice:
      return "COMPREPLY=($(compgen -W \"" + joined(choices) + "\" -- \"$word\"))";
    case ValueKind::none:
    case ValueKind::other:
      break;
  }
  return "COMPREPLY=()";
}

/// What follows the name of an option or operand in a zsh specification.
std::string zsh_values(const std::string& argument, const std::vector<std::string>& choices) {
  switch (kind_of(argument, choices)) {
    case ValueKind::none:
      return "";
    case ValueKind::file:
      return ":" + argument + ":_files";
    case ValueKind::folder:
      return ":" + argument + ":_files -/";
    case ValueKind::choice:
      return ":" + argument + ":(" + joined(choices) + ")";
    case ValueKind::other:
      break;
  }
  return ":" + argument + ": ";
}

std::string fish_values(const std::string& argument, const std::vector<std::string>& choices) {
  switch (kind_of(argument, choices)) {
    case ValueKind::none:
      return "";
    case ValueKind::file:
      return " -r -F";
    case ValueKind::folder:
      return " -x -a '(__fish_complete_directories)'";
    case ValueKind::choice:
      return " -x -a '" + joined(choices) + "'";
    case ValueKind::other:
      break;
  }
  return " -x";
}

}  // namespace

std::string bash_completions(const std::vector<Command>& commands) {
  std::string names;
  std::string operands;
  std::string special;
  std::string options;
  std::map<std::string, std::string> seen;
  for (const Command& command : commands) {
    names += command.name + " ";
    if (!command.operand.empty()) {
      operands +=
          fmt::format("    {}:2:*) {}; return ;;\n", command.name,
                      bash_values(kind_of(command.operand, command.operands), command.operands));
    }
    if (!command.input.empty()) {
      operands += fmt::format("    {}:3:*) {}; return ;;\n", command.name,
                              bash_values(kind_of(command.input, {}), {}));
    }
    options += "    " + command.name + ") options=\"";
    for (const OptionSpec& spec : command.options) {
      options += "--" + spec.name + " ";
      const ValueKind kind = kind_of(spec.argument, spec.choices);
      if (kind == ValueKind::none) continue;
      const std::string completes = bash_values(kind, spec.choices);
      const auto& general = seen.emplace(spec.name, completes).first->second;
      if (general != completes) {
        special += fmt::format("    {}:--{}) {}; return ;;\n", command.name, spec.name, completes);
      }
    }
    options += "\" ;;\n";
  }
  // A command that takes other values than the first one with such an option comes before it.
  std::string values = special;
  for (const auto& [option, completes] : seen) {
    values += fmt::format("    *:--{}) {}; return ;;\n", option, completes);
  }
  return fmt::format(
      "# bash completion of spiral-exp\n"
      "_spiral_exp() {{\n"
      "  local word=${{COMP_WORDS[COMP_CWORD]}} before=${{COMP_WORDS[COMP_CWORD-1]}} options=\n"
      "  COMPREPLY=()\n"
      "  if [ \"$COMP_CWORD\" -eq 1 ]; then\n"
      "    COMPREPLY=($(compgen -W \"{}--help --version\" -- \"$word\"))\n"
      "    return\n"
      "  fi\n"
      "  case \"${{COMP_WORDS[1]}}:$before\" in\n{}  esac\n"
      "  case \"${{COMP_WORDS[1]}}:$COMP_CWORD:$word\" in\n    *:-*) ;;\n{}  esac\n"
      "  case \"${{COMP_WORDS[1]}}\" in\n{}  esac\n"
      "  COMPREPLY=($(compgen -W \"$options\" -- \"$word\"))\n"
      "}}\n"
      "complete -F _spiral_exp spiral-exp\n",
      names, values, operands, options);
}

std::string zsh_completions(const std::vector<Command>& commands) {
  std::string names;
  std::string cases;
  for (const Command& command : commands) {
    names += "    " + quoted(escaped_for_zsh(command.name) + ":" + command.summary) + "\n";
    cases += "    " + command.name + ") _arguments";
    if (!command.operand.empty()) {
      cases += " " + quoted("1" + zsh_values(command.operand, command.operands));
    }
    if (!command.input.empty()) cases += " " + quoted("2" + zsh_values(command.input, {}));
    for (const OptionSpec& spec : command.options) {
      cases +=
          " \\\n      " + quoted(fmt::format("--{}[{}]{}", spec.name, escaped_for_zsh(spec.help),
                                             zsh_values(spec.argument, spec.choices)));
    }
    cases += " ;;\n";
  }
  return fmt::format(
      "#compdef spiral-exp\n"
      "# zsh completion of spiral-exp\n"
      "_spiral_exp() {{\n"
      "  local -a subcommands=(\n{}  )\n"
      "  if (( CURRENT == 2 )); then\n"
      "    _describe subcommand subcommands\n"
      "    return\n"
      "  fi\n"
      "  shift words\n"
      "  (( CURRENT-- ))\n"
      "  case $words[1] in\n{}  esac\n"
      "}}\n"
      "_spiral_exp \"$@\"\n",
      names, cases);
}

std::string fish_completions(const std::vector<Command>& commands) {
  std::string script = "# fish completion of spiral-exp\ncomplete -c spiral-exp -f\n";
  for (const Command& command : commands) {
    script += fmt::format("complete -c spiral-exp -n __fish_use_subcommand -a {} -d {}\n",
                          command.name, quoted_for_fish(command.summary));
    const std::string here =
        fmt::format("complete -c spiral-exp -n '__fish_seen_subcommand_from {}'", command.name);
    if (!command.operand.empty()) {
      script += here + fish_values(command.operand, command.operands) + "\n";
    }
    for (const OptionSpec& spec : command.options) {
      script += fmt::format("{} -l {} -d {}{}\n", here, spec.name, quoted_for_fish(spec.help),
                            fish_values(spec.argument, spec.choices));
    }
  }
  return script;
}

}  // namespace spiral
