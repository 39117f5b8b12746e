// Lines that a student can type as they are, for the help and the manual.
#pragma once

#include <string>
#include <vector>

#include "cli/command_line.hpp"

namespace spiral {

struct Example {
  /// As a shell reads it: "spiral-exp activation --seeds 100".
  std::string words;
  /// What it does; no full stop.
  std::string meaning;
};

/// Of the program as a whole.
std::vector<Example> program_examples();

/// Two of a subcommand. In the order of the subcommands each finds the files that those before it
/// wrote.
std::vector<Example> examples_of(const Command& command);

}  // namespace spiral
