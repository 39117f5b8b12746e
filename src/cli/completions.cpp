#include <fmt/format.h>
#include <fmt/ranges.h>

#include <map>

#include "cli/help.hpp"
#include "core/text.hpp"

namespace spiral {

namespace {

/// How a shell completes each kind of value: {0} stands for it in the help, {1} are its choices.
struct Values {
  const char* choice;
  const char* file;
  const char* folder;
  const char* other;

  std::string of(const std::string& value_name,
                 const std::vector<std::string>& choices = {}) const {
    if (value_name.empty()) return "";
    const bool is_file = value_name == "FILE" || value_name == "MODEL";
    const bool is_folder = value_name == "DIR" || value_name == "SHARD...";
    const char* few = is_folder ? folder : is_file ? file : other;
    return fmt::format(fmt::runtime(choices.empty() ? few : choice), value_name,
                       fmt::join(choices, " "));
  }
};

constexpr Values kBash{"COMPREPLY=($(compgen -W \"{1}\" -- \"$word\"))",
                       "compopt -o filenames; COMPREPLY=($(compgen -f -- \"$word\"))",
                       "compopt -o filenames; COMPREPLY=($(compgen -d -- \"$word\"))",
                       "COMPREPLY=()"};
constexpr Values kZsh{":{0}:({1})", ":{0}:_files", ":{0}:_files -/", ":{0}: "};
constexpr Values kFish{" -x -a '{1}'", " -r -F", " -x -a '(__fish_complete_directories)'", " -x"};

/// `text` between single quotes of bash and zsh, which a single quote has to leave.
std::string quote(const std::string& text) { return "'" + escape(text, "'", "'\\'") + "'"; }

std::string quote_for_fish(const std::string& text) { return "'" + escape(text, "'\\") + "'"; }

/// `text` in a zsh specification, whose parts end at these.
std::string escape_for_zsh(const std::string& text) { return escape(text, ":[]\\"); }

/// What stands for the word behind the subcommand; empty where there is none.
std::string first_operand(const Command& command) {
  const bool is_file = command.positional.empty() && command.file != FileOperand::none;
  return is_file ? "FILE" : command.positional;
}

std::string bash_completions(const std::vector<Command>& commands) {
  std::string names;
  std::string values;
  std::string positionals;
  std::string options;
  for (const Command& command : commands) {
    const auto branch = [&](const auto& word, const std::string& completes) {
      return fmt::format("    {}:{}) {}; return ;;\n", command.name, word, completes);
    };
    names += command.name + " ";
    const std::string first = first_operand(command);
    if (!first.empty()) positionals += branch("2:*:*", kBash.of(first, command.choices));
    if (!command.input.empty()) positionals += branch("3:*:*", kBash.of(command.input));
    if (!command.words.empty()) positionals += branch("[3-9]:*:*", kBash.of(command.words));
    options += "    " + command.name + ") options=\"";
    for (const auto& [name, value_name, help, constraint, set, choices] : command.options) {
      options += "--" + name + " ";
      if (!value_name.empty())
        values += branch("*:--" + name + ":*", kBash.of(value_name, choices));
    }
    options += "\" ;;\n";
  }
  return fmt::format(R"(# bash completion of spiral-exp
_spiral_exp() {{
  local word=${{COMP_WORDS[COMP_CWORD]}} before=${{COMP_WORDS[COMP_CWORD-1]}} options=
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W "{}--help --version" -- "$word"))
    return
  fi
  case "${{COMP_WORDS[1]}}:$COMP_CWORD:$before:$word" in
{}    *:-*) ;;
{}  esac
  case "${{COMP_WORDS[1]}}" in
{}  esac
  COMPREPLY=($(compgen -W "$options" -- "$word"))
}}
complete -F _spiral_exp spiral-exp
)",
                     names, values, positionals, options);
}

std::string zsh_completions(const std::vector<Command>& commands) {
  std::string names;
  std::string branches;
  for (const Command& command : commands) {
    names += "    " + quote(escape_for_zsh(command.name) + ":" + command.summary) + "\n";
    branches += "    " + command.name + ") _arguments";
    const std::string first = first_operand(command);
    if (!first.empty()) branches += " " + quote("1" + kZsh.of(first, command.choices));
    if (!command.input.empty()) branches += " " + quote("2" + kZsh.of(command.input));
    if (!command.words.empty()) branches += " " + quote("*" + kZsh.of(command.words));
    for (const OptionSpec& spec : command.options) {
      branches +=
          " \\\n      " + quote(fmt::format("--{}[{}]{}", spec.name, escape_for_zsh(spec.help),
                                            kZsh.of(spec.value_name, spec.choices)));
    }
    branches += " ;;\n";
  }
  return fmt::format(R"(#compdef spiral-exp
# zsh completion of spiral-exp
_spiral_exp() {{
  local -a subcommands=(
{}  )
  if (( CURRENT == 2 )); then
    _describe subcommand subcommands
    return
  fi
  shift words
  (( CURRENT-- ))
  case $words[1] in
{}  esac
}}
_spiral_exp "$@"
)",
                     names, branches);
}

std::string fish_completions(const std::vector<Command>& commands) {
  std::string script = "# fish completion of spiral-exp\ncomplete -c spiral-exp -f\n";
  for (const Command& command : commands) {
    script += fmt::format("complete -c spiral-exp -n __fish_use_subcommand -a {} -d {}\n",
                          command.name, quote_for_fish(command.summary));
    const std::string here =
        fmt::format("complete -c spiral-exp -n '__fish_seen_subcommand_from {}'", command.name);
    const std::string first = first_operand(command);
    if (!first.empty()) script += here + kFish.of(first, command.choices) + "\n";
    for (const OptionSpec& spec : command.options) {
      script += fmt::format("{} -l {} -d {}{}\n", here, spec.name, quote_for_fish(spec.help),
                            kFish.of(spec.value_name, spec.choices));
    }
  }
  return script;
}

using Script = std::string (*)(const std::vector<Command>&);
const std::map<std::string, Script> kShells{
    {"bash", bash_completions}, {"zsh", zsh_completions}, {"fish", fish_completions}};

}  // namespace

std::string escape(const std::string& text, const std::string& special, const std::string& before) {
  std::string escaped;
  for (const char c : text) {
    if (special.find(c) != std::string::npos) escaped += before;
    escaped += c;
  }
  return escaped;
}

std::vector<std::string> shell_names() {
  std::vector<std::string> names;
  for (const auto& [name, script] : kShells) names.push_back(name);
  return names;
}

std::string completions(const std::string& shell, const std::vector<Command>& commands) {
  const auto found = kShells.find(shell);
  if (found != kShells.end()) return found->second(commands);
  throw UsageError("unknown shell '" + shell + "'; " + suggestion(shell, shell_names()));
}

}  // namespace spiral
