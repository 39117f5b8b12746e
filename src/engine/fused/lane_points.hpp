// The points that the lanes of a vector learn from or are scored on.
#pragma once

#include <cstddef>
#include <vector>

#include "experiment/labelled_point.hpp"

namespace spiral::fused {

/// As many points in every lane, each lane its own.
struct LanePoints {
  std::size_t count;
  /// Shape: [lanes][count]: a lane's points are picked in random order and should lie together.
  std::vector<LabelledPoint> points;

  const LabelledPoint* lane(std::size_t lane) const { return points.data() + lane * count; }
};

}  // namespace spiral::fused
