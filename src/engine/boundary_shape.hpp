// What shape the decision boundary of a trained model has: "thin", "edgy".
#pragma once

#include <optional>
#include <vector>

#include "core/train_config.hpp"
#include "notebook/decision_boundary.hpp"

namespace spiral {

/// Both are absent where the model diverged.
struct BoundaryShape {
  /// Share of the plot extent where 0.1 < probability < 0.9.
  std::optional<double> width = {};
  /// As in core/contour.hpp, with the extent's unit as the unit of length.
  std::optional<double> edginess = {};
};

/// From the model's outputs on the grid of step kShapeStep. Where the probability is near 0.5, the
/// logits are computed again from the weights, in double: in float32, a model that is flat there has
/// a boundary of rounding errors.
/// Shape: outputs [rows * columns] float32, on the CPU.
BoundaryShape boundary_shape(const TrainConfig& config, const std::vector<float>& weights,
                             const PlotExtent& extent, const at::Tensor& outputs);

}  // namespace spiral
