// Experiment files as the command line names them: the file, and the points that it speaks of.
#pragma once

#include <string>

#include "cli/options.hpp"
#include "core/experiment.hpp"

namespace spiral {

/// The notebook of the experiment file, or the one that is built in where no file is named. Of
/// points that are in a file beside it, or in --data, that file's name goes into the options'
/// `data`, and they go into those of the engine; the text goes into `notebook`. Prints what is to be
/// said of them.
/// Throws: UsageError, with line and column where the file is wrong.
Notebook read_notebook(Options& options);

/// The same of the text that a store keeps; the built-in one of an empty text.
Notebook stored_notebook(const std::string& text);

}  // namespace spiral
