#include "engine/fused/evaluator.hpp"

#include <algorithm>

namespace spiral::fused {

Evaluator::Evaluator(const LaneModel& model)
    : model_(model), workspace_(model.network, kPart), inputs_(2 * kPart * lane_count()) {}

const LaneArray<float>& Evaluator::outputs_at(const LanePoints& points) {
  const std::size_t lanes = lane_count();
  outputs_.resize(tiles_for(points.count) * kTile * lanes);
  for (std::size_t first = 0; first < points.count; first += kPart) {
    const std::size_t count = std::min(kPart, points.count - first);
    for (std::size_t s = 0; s < count; ++s) {
      float* const input = inputs_.data() + input_place(s) * lanes;
      for (std::size_t lane = 0; lane < lanes; ++lane) {
        const PlanePoint point = points.lane(lane)[first + s];
        input[lane] = point.x;
        input[kTile * lanes + lane] = point.y;
      }
    }
    predict(model_.network, model_.parameters.data(), inputs_.data(), count, workspace_,
            outputs_.data() + first * lanes);
  }
  return outputs_;
}

}  // namespace spiral::fused
