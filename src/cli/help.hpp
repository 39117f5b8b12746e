// The help pages.
#pragma once

#include <string>
#include <vector>

#include "cli/command_table.hpp"

namespace spiral {

/// What the program is for, in a sentence.
inline constexpr const char* kPurpose =
    "Train the models of the two-spirals notebook and compare with what it published.";

/// The page of `spiral-exp` itself: every subcommand, in the notebook's order.
std::string program_help(const std::vector<Command>& commands);

/// The page of one subcommand.
std::string command_help(const Command& command);

/// The words between a command and its options: "MODEL [FILE]"; empty where it takes none.
std::string words_of(const Command& command);

}  // namespace spiral
