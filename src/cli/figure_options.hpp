// The options of figures.
#pragma once

#include <vector>

#include "cli/options.hpp"

namespace spiral {

/// In the order of the help.
std::vector<OptionSpec> figure_options();

}  // namespace spiral
