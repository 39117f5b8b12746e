// A map of the plane as plain data.
#pragma once

#include <cstdint>
#include <vector>

namespace spiral {

/// Class-1 probabilities on a regular grid, row by row from the lowest y, each row from the lowest
/// x.
/// Units: `x_min`, `y_min` and `step` in those of the plane.
struct ProbabilityGrid {
  double x_min;
  double y_min;
  double step;
  std::int64_t columns;
  std::int64_t rows;
  /// Shape: rows * columns.
  std::vector<float> probability;

  float at(std::int64_t row, std::int64_t column) const {
    return probability[static_cast<std::size_t>(row * columns + column)];
  }
};

}  // namespace spiral
