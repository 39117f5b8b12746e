// A rectangle of the plane as plain data.
#pragma once

namespace spiral {

/// Units: those of the plane.
struct Box {
  double x_min;
  double y_min;
  double x_max;
  double y_max;
};

}  // namespace spiral
