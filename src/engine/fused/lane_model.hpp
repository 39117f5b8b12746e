// Networks of one shape, one a lane.
#pragma once

#include "engine/fused/lane_array.hpp"
#include "engine/fused/network.hpp"

namespace spiral::fused {

struct LaneModel {
  Network network;
  /// Shape: [parameters][lanes].
  LaneArray<float> parameters;
};

}  // namespace spiral::fused
