// What a shell needs to complete spiral-exp's words, from the same tables as the help.
#pragma once

#include <string>
#include <vector>

#include "cli/command_table.hpp"

namespace spiral {

/// A script for bash's `complete`.
std::string bash_completions(const std::vector<Command>& commands);

/// A function for zsh's compinit.
std::string zsh_completions(const std::vector<Command>& commands);

/// Calls of fish's `complete`.
std::string fish_completions(const std::vector<Command>& commands);

}  // namespace spiral
