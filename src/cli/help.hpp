// What tells of the commands, all from their table: the help, the manual page, shells' completions.
#pragma once

#include <string>
#include <vector>

#include "cli/command_line.hpp"

namespace spiral {

/// What the program is for, in a sentence.
inline constexpr const char* kPurpose =
    "Train the models of the two-spirals notebook and compare with what it published.";

/// The page of `spiral-exp` itself: every subcommand, in the notebook's order.
std::string program_help(const std::vector<Command>& commands);

/// The page of one subcommand.
std::string command_help(const Command& command);

/// The arguments between a command and its options: "MODEL [FILE]"; empty where it takes none.
std::string arguments_of(const Command& command);

/// The manual page for man(1), in roff.
std::string manual_page(const std::vector<Command>& commands);

/// `text` with `before` in front of each of the characters in `special`.
std::string escape(const std::string& text, const std::string& special,
                   const std::string& before = "\\");

/// The shells whose words can be completed: bash, zsh and fish.
std::vector<std::string> shell_names();

/// The script for one of these.
/// Throws: UsageError for another one.
std::string completions(const std::string& shell, const std::vector<Command>& commands);

}  // namespace spiral
