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

/// The lines where the value is `level`, in no particular order; none where a value is NaN.
/// Units: those of the plane.
/// Source: marching squares with linear interpolation (W. E. Lorensen and H. E. Cline, "Marching
/// cubes", 1987, in two dimensions); a saddle is joined as its centre's mean value says.
template <class Number>
std::vector<Polyline> contour(const Grid<Number>& grid, double level);

/// How much the turning of a boundary is gathered in corners: the root mean square of the turning
/// per unit of length, each measured between two chords of 0.4 units. A circle of radius R has 1/R.
/// Squares let corners outweigh bends: with as much area, a 12-gon has more than a circle, a
/// hexagon more, and a square still more, while the mean turning is the same for all of them.
/// Absent without a contour, and where no line is as long as its chords.
/// Units: radians per unit of length.
std::optional<double> boundary_edginess(const std::vector<Polyline>& contour);

}  // namespace spiral
