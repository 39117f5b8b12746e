// Combinations of the values of some parameters.
#pragma once

#include <string>
#include <vector>

#include "core/train_config.hpp"

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

/// Throws: UsageError where so many combinations are too many.
void check_combinations(std::size_t count);

/// Every combination of a value of each, the last axis varying fastest.
/// Throws: UsageError where they are more than 10,000.
std::vector<GridPoint> grid_points(const std::vector<Axis>& axes);

}  // namespace spiral
