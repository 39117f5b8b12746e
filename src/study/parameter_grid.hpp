// Values of parameters that a user wants to compare, as --vary takes them, and what is made of
// them.
#pragma once

#include <string>
#include <vector>

#include "core/experiment.hpp"

namespace spiral {

/// A value of each of some parameters.
struct GridPoint {
  /// As the user wrote it: "epochs=150", "epochs=150 noise=0".
  std::string name;
  /// The values alone: "150", "150/0".
  std::string label;
  std::vector<ConfigChange> changes;
};

/// The values of one parameter.
struct Axis {
  const ConfigField* parameter;
  std::vector<GridPoint> points;
};

/// Reads "epochs=50,100".
/// Throws: UsageError for an unknown parameter, and for a value that is refused or there twice.
Axis parse_axis(const std::string& text);

/// Every combination of a value of each, the last axis varying fastest.
/// Throws: UsageError where they are more than 10,000.
std::vector<GridPoint> grid_points(const std::vector<Axis>& axes);

/// The grid as an exercise of its own: each case is labelled like the notebook's, "0.1/3x5".
Experiment sweep_experiment(const TrainConfig& base, const std::vector<Axis>& axes);

}  // namespace spiral
