// The class-1 probability on a grid over the plane: what the notebook's last panel shows.
#pragma once

#include "experiment/box.hpp"
#include "experiment/probability_grid.hpp"
#include "experiment/setting.hpp"
#include "model/multi_layer_model.hpp"

namespace spiral {

/// What of the plane is looked at, and how closely.
struct Plane {
  Box box;
  /// The length that steps of a grid are multiples of.
  double unit = 1;
};

/// The bounding box of the spirals' `points`, padded by 1 on each side; its unit is the spirals' own.
/// Shape: points [n, 2] float32.
Plane spiral_plane(const at::Tensor& points);

/// The same for points of any scale, which is taken for that of the spirals: a unit is a twentieth of
/// the longer side.
/// Shape: points [n, 2] float32.
Plane fitted_plane(const at::Tensor& points);

/// A plane of either kind again, of which only the box was kept: a unit is a part in 22 of its longer
/// side, the padding included.
Plane kept_plane(const Box& box);

/// The grid over a plane, `step` units from point to point, still without probabilities.
ProbabilityGrid empty_grid(const Plane& plane, double step);

/// The model's probabilities over a plane.
/// Source: the notebook's `compare_pred`, whose step is 0.01.
ProbabilityGrid probability_grid(MultiLayerModel& model, Loss loss, const Plane& plane,
                                 double step);

}  // namespace spiral
