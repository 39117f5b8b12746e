// The options of the figures.
#pragma once

#include <string>
#include <vector>

#include "cli/options.hpp"

namespace spiral {

/// `--plot` with some of its formats.
OptionSpec plot_option(const std::vector<std::string>& formats);

/// `--plot` with all of them.
OptionSpec plot_option();

/// `--out`; `holds` says what the folder is for.
OptionSpec out_option(const std::string& holds);

OptionSpec plot_size_option();
OptionSpec grid_step_option();
OptionSpec gif_every_option();

}  // namespace spiral
