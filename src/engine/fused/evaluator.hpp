// What a vector of trained seeds makes of points.
#pragma once

#include "engine/fused/kernels.hpp"
#include "engine/fused/lane_model.hpp"
#include "engine/fused/lane_points.hpp"

namespace spiral::fused {

/// Keeps the memory that it works in from one call to the next. The model must outlive it.
class Evaluator {
 public:
  explicit Evaluator(const LaneModel& model);

  /// Every lane's outputs at its own points, valid until the next call: probabilities for MSE,
  /// logits for BCE.
  /// Shape: [points.count][lanes].
  const LaneArray<float>& outputs_at(const LanePoints& points);

 private:
  const LaneModel& model_;
  Workspace workspace_;
  LaneArray<float> inputs_;  // [tiles][2][kTile][lanes]
  LaneArray<float> outputs_;
};

}  // namespace spiral::fused
