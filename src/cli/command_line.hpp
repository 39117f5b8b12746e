// From the words of the command line to the subcommand that they name.
#pragma once

#include <string>
#include <vector>

namespace spiral {

/// Runs what `arguments` (without the program's name) ask for; returns the exit code.
/// Throws: UsageError, or whatever the subcommand threw.
int run_command_line(const std::vector<std::string>& arguments);

}  // namespace spiral
