#include "cli/command_line.hpp"

#include <fmt/format.h>

#include "cli/command_table.hpp"
#include "cli/commands.hpp"
#include "cli/help.hpp"
#include "cli/nearest.hpp"
#include "cli/usage_error.hpp"
#include "engine/environment.hpp"
#include "engine/fused_engine.hpp"
#include "experiments/catalog.hpp"

namespace spiral {

namespace {

const Command& find_command(const std::vector<Command>& commands, const std::string& name) {
  std::vector<std::string> names;
  for (const Command& command : commands) {
    if (command.name == name) return command;
    names.push_back(command.name);
  }
  throw UsageError("unknown subcommand '" + name + "'; " + suggestion(name, names));
}

void print_version() {
  const Environment environment = describe_environment("cpu", "fused");
  fmt::print(
      "spiral-exp {}\nLibTorch {}\nCPU capability {}\nBLAS {}\n"
      "engines torch, batched, fused ({}, {} seeds at once)\n",
      environment.version, environment.libtorch, environment.cpu_capability, environment.blas,
      environment.simd, fused_lanes());
}

}  // namespace

int run_command_line(const std::vector<std::string>& arguments) {
  const auto exercises = catalog();
  const auto commands = all_commands(exercises);
  if (arguments.empty() || arguments.front() == "--help" || arguments.front() == "-h") {
    fmt::print("{}", program_help(commands));
    return kExitDone;
  }
  if (arguments.front() == "--version") {
    print_version();
    return kExitDone;
  }
  const Command& command = find_command(commands, arguments.front());
  std::vector<std::string> words(arguments.begin() + 1, arguments.end());
  Options defaults = command.defaults;
  const auto take_word = [&](std::string& operand) {
    const bool is_word =
        !words.empty() && (!words.front().starts_with("-") || words.front() == "-");
    if (!is_word) return;
    operand = words.front();
    words.erase(words.begin());
  };
  if (!command.operand.empty()) take_word(defaults.operand);
  if (!command.input.empty()) take_word(defaults.input);
  const Options options = parse_options(command.name, command.options, words, defaults);
  if (options.help) {
    fmt::print("{}", command_help(command));
    return kExitDone;
  }
  if (!command.operand.empty() && options.operand.empty()) {
    throw UsageError(command.operand + " is missing: spiral-exp " + command.name + " " +
                     words_of(command) + " [options]");
  }
  return command.run(options);
}

}  // namespace spiral
