// The class-1 probability on a grid over the plane: what the notebook's last panel shows.
#pragma once

#include "core/geometry.hpp"
#include "core/train_config.hpp"
#include "notebook/multi_layer_model.hpp"

namespace spiral {

/// What of the plane is looked at, and how closely.
struct PlotExtent {
  BoundingBox box;
  /// The length that steps of a grid are multiples of.
  double unit = 1;
};

/// The bounding box of the spirals' `points`, padded by 1 on each side; its unit is the spirals' own.
/// Shape: points [n, 2] float32.
PlotExtent spiral_extent(const at::Tensor& points);

/// The same for points of any scale, which is taken for that of the spirals: a unit is a twentieth of
/// the longer side.
/// Shape: points [n, 2] float32.
PlotExtent fitted_extent(const at::Tensor& points);

/// An extent of either kind again, of which only the box was kept: a unit is a part in 22 of its longer
/// side, the padding included.
PlotExtent extent_of_box(const BoundingBox& box);

/// The grid over an extent, `step` units from point to point, still without probabilities.
ProbabilityGrid empty_grid(const PlotExtent& extent, double step);

/// The model's outputs at the grid's points, row by row; the model is on any device.
/// Shape: [rows * columns] float32, on the CPU.
at::Tensor grid_outputs(MultiLayerModel& model, const ProbabilityGrid& grid);

/// The model's probabilities over an extent.
/// Source: the notebook's `compare_pred`, whose step is 0.01.
ProbabilityGrid probability_grid(MultiLayerModel& model, Loss loss, const PlotExtent& extent,
                                 double step);

}  // namespace spiral
