// The flat bands in which Matplotlib's contourf draws a map when it is told no levels: those that
// the notebook's words "thin", "large", "edgy" and "smooth" were read off.
#pragma once

#include <cstddef>
#include <vector>

#include "core/contour.hpp"
#include "core/geometry.hpp"

namespace spiral {

/// The bounds of the bands, one more than there are bands, for values from `low` to `high`, both
/// finite.
/// Source: Matplotlib 3.6, contour.ContourSet, which asks ticker.MaxNLocator for 8 bins.
std::vector<double> band_levels(double low, double high);

/// The colours of `count` bands, each that of its middle in a map of evenly spaced colours.
/// Units: 0xRRGGBB.
std::vector<unsigned> band_colours(std::size_t count, const std::vector<unsigned>& map);

/// A region to fill with its band's colour, over all before it.
struct BandRegion {
  /// From 0; -1 for what has no value.
  int band;
  /// Closed.
  Polyline outline;
};

/// What draws the bands of `grid` when it is filled in this order: outlines never cross, so each
/// comes before those inside it. A value that is NaN is in no band.
std::vector<BandRegion> band_regions(const ProbabilityGrid& grid,
                                     const std::vector<double>& levels);

}  // namespace spiral
