// What the two programs do differently with a command that needs LibTorch, or with "--version".
#pragma once

#include <string>
#include <vector>

#include "cli/command_line.hpp"

namespace spiral {

/// spiral-exp becomes the program in libexec, which reads the same `arguments` and runs the command.
void run_command(const std::vector<std::string>& arguments, const Command& command,
                 const Options& options);

}  // namespace spiral
