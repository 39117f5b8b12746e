// The manual page, from the same tables as the help.
#pragma once

#include <string>
#include <vector>

#include "cli/command_table.hpp"

namespace spiral {

/// spiral-exp(1) in the man macros of roff.
std::string manual_page(const std::vector<Command>& commands);

}  // namespace spiral
