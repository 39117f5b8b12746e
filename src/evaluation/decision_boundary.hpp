// The class-1 probability on a grid over the plane: what the notebook's last panel shows.
#pragma once

#include <cstdint>
#include <vector>

#include "data/spirals.hpp"
#include "experiment/setting.hpp"
#include "model/multi_layer_model.hpp"

namespace spiral {

/// Probabilities on a regular grid, row by row from the lowest y, each row from the lowest x.
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

/// The model's probabilities over the bounding box of `points`, padded by 1 on each side.
/// Shape: points [n, 2] float32.
/// Source: the notebook's `compare_pred`, whose step is 0.01.
ProbabilityGrid probability_grid(MultiLayerModel& model, Loss loss, const at::Tensor& points,
                                 double step);

}  // namespace spiral
