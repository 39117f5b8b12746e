// A point of a data set as plain data.
#pragma once

namespace spiral {

/// Units: `x` and `y` in those of the plane; `label` is 0 or 1.
struct LabelledPoint {
  float x;
  float y;
  int label;
};

}  // namespace spiral
