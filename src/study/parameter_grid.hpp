// Values of parameters that a user wants to compare, as --vary takes them, and what is made of
// them.
#pragma once

#include <string>
#include <vector>

#include "core/experiment.hpp"
#include "core/grid.hpp"

namespace spiral {

/// Reads "epochs=50,100".
/// Throws: UsageError for an unknown parameter, and for a value that is refused or there twice.
Axis parse_axis(const std::string& text);

/// The grid as an exercise of its own: each case is labelled like the notebook's, "0.1/3x5".
Experiment sweep_experiment(const TrainConfig& base, const std::vector<Axis>& axes);

}  // namespace spiral
