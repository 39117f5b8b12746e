// "Thin", "large", "edgy", "smooth": the third column of the notebook's tables, as two figures.
#pragma once

#include <optional>
#include <vector>

#include "core/geometry.hpp"

namespace spiral {

struct Point {
  double x;
  double y;
};

/// A piece of a contour; closed where its last point is its first.
using Polyline = std::vector<Point>;

/// The grid step on which both figures are measured.
inline constexpr double kShapeStep = 0.1;

/// Share of the grid where the model is undecided, 0.1 < p < 0.9.
double boundary_width(const ProbabilityGrid& grid);

/// The lines where the probability is `level`, in no particular order; none where the model
/// diverged.
/// Units: those of the plane.
/// Source: marching squares with linear interpolation (W. E. Lorensen and H. E. Cline, "Marching
/// cubes", 1987, in two dimensions); a saddle is joined as its centre's mean value says.
std::vector<Polyline> contour(const ProbabilityGrid& grid, double level);

/// Mean absolute turning angle per unit length over all lines of the contour of probability 0.5,
/// each resampled every 0.1 units; absent where no polyline is long enough to turn.
/// Units: radians per unit of length: 0 for a line, 1/R for a circle of radius R.
std::optional<double> boundary_roughness(const std::vector<Polyline>& contour);

}  // namespace spiral
