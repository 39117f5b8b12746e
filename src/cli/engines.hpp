// Which engine a run trains with.
#pragma once

#include "cli/figures.hpp"
#include "cli/options.hpp"
#include "run/runner.hpp"

namespace spiral {

/// What the user names, or else torch for one seed or on a GPU, and fused for several seeds. With it
/// come the pictures that `plan` will draw: those of the first seed are enough for every figure.
/// Throws: UsageError for an engine that the device does not have.
Engine choose_engine(const Options& options, const PlotPlan& plan);

}  // namespace spiral
