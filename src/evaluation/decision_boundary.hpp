// The class-1 probability on a grid over the plane: what the notebook's last panel shows.
#pragma once

#include "experiment/probability_grid.hpp"
#include "experiment/setting.hpp"
#include "model/multi_layer_model.hpp"

namespace spiral {

/// The grid over the bounding box of `points`, padded by 1 on each side, still without
/// probabilities.
/// Shape: points [n, 2] float32.
ProbabilityGrid empty_grid(const at::Tensor& points, double step);

/// The model's probabilities over the bounding box of `points`, padded by 1 on each side.
/// Shape: points [n, 2] float32.
/// Source: the notebook's `compare_pred`, whose step is 0.01.
ProbabilityGrid probability_grid(MultiLayerModel& model, Loss loss, const at::Tensor& points,
                                 double step);

}  // namespace spiral
