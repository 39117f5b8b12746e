// What is known of the terminal behind a stream.
#pragma once

#include <cstdio>

#include "plot/gnuplot.hpp"

namespace spiral {

bool is_terminal(std::FILE* stream);

/// Whether to write in bold and in colour: on a terminal, unless NO_COLOR is set.
/// Source: https://no-color.org
bool is_styled(std::FILE* stream);

/// The room for a figure above a line of other text; 100 by 30 where there is no terminal.
TextSize text_size(std::FILE* stream);

}  // namespace spiral
