// The flat bands in which Matplotlib's contourf draws a map when it is told no levels: those that the
// notebook's words "thin", "large", "edgy" and "smooth" were read off.
#pragma once

#include <vector>

namespace spiral {

/// The bounds of the bands, one more than there are bands, for values from `low` to `high`, both finite.
/// Source: Matplotlib 3.6, ticker.MaxNLocator with 8 bins, as contour.ContourSet asks for it.
std::vector<double> band_levels(double low, double high);

/// The colours of `count` bands: Spectral, red first, at each band's middle.
/// Units: 0xRRGGBB.
std::vector<unsigned> band_colours(std::size_t count);

}  // namespace spiral
