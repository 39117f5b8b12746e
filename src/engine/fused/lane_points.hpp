// The points that the lanes of a vector learn from or are scored on.
#pragma once

#include <cstddef>
#include <vector>

namespace spiral::fused {

struct PlanePoint {
  float x;
  float y;
};

/// As many points in every lane, each lane its own. As `generate_data` has it, those from the middle
/// on are of label 1: nothing more need be stored, and all lanes' points stay in the second cache.
struct LanePoints {
  std::size_t count;
  /// Shape: [lanes][count].
  std::vector<PlanePoint> points;

  const PlanePoint* lane(std::size_t lane) const { return points.data() + lane * count; }
};

}  // namespace spiral::fused
