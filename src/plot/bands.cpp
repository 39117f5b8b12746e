#include "plot/bands.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace spiral {

namespace {

constexpr double kBins = 8;

// Of these multiples of a power of ten, bands are as wide as the smallest that makes them few enough.
constexpr std::array kSteps{1., 1.5, 2., 2.5, 3., 4., 5., 6., 8., 10.};

// Below so small a part of the larger end, a range is none.
constexpr double kNoRange = 1e-9;

// So many times the range from 0, values are far from it.
constexpr double kFar = 100;

// Matplotlib's Spectral, from red to blue. Source: C. A. Brewer, colorbrewer2.org.
constexpr std::array<unsigned, 11> kSpectral{0x9e0142, 0xd53e4f, 0xf46d43, 0xfdae61,
                                             0xfee08b, 0xffffbf, 0xe6f598, 0xabdda4,
                                             0x66c2a5, 0x3288bd, 0x5e4fa2};
// Matplotlib looks colours up in a table of so many.
constexpr double kTable = 256;

double step_for(double least) {
  const double scale = std::pow(10, std::floor(std::log10(least)));
  for (const double step : kSteps) {
    if (step * scale >= least * (1 - 1e-12)) return step * scale;
  }
  return 10 * scale;
}

/// Spectral at a place from 0 to 1.
unsigned spectral(double place) {
  const double entry = std::min(kTable - 1, std::floor(place * kTable)) / (kTable - 1);
  const double at = entry * static_cast<double>(kSpectral.size() - 1);
  const std::size_t below = std::min(static_cast<std::size_t>(at), kSpectral.size() - 2);
  const double part = at - static_cast<double>(below);
  unsigned colour = 0;
  for (const unsigned shift : {16U, 8U, 0U}) {
    const double from = kSpectral[below] >> shift & 0xffU;
    const double to = kSpectral[below + 1] >> shift & 0xffU;
    colour |= static_cast<unsigned>(std::lround(from + part * (to - from))) << shift;
  }
  return colour;
}

}  // namespace

std::vector<double> band_levels(double low, double high) {
  if (high - low <= kNoRange * std::max({std::abs(low), std::abs(high), kNoRange})) {
    return {low - .5, low + .5};
  }
  const double step = step_for((high - low) / kBins);
  // Multiples of the step are counted from here: far from 0 they would lose digits.
  const double middle = std::abs(low + high) / 2;
  const bool is_far = middle >= kFar * (high - low);
  const double origin = is_far ? std::pow(10, std::floor(std::log10(middle))) : 0;
  const double first = std::floor((low - origin) / step + 1e-9);
  const double last = std::ceil((high - origin) / step - 1e-9);
  std::vector<double> levels;
  for (double i = first; i <= last; ++i) levels.push_back(origin + i * step);
  return levels;
}

std::vector<unsigned> band_colours(std::size_t count) {
  std::vector<unsigned> colours;
  for (std::size_t i = 0; i < count; ++i) {
    colours.push_back(spectral((static_cast<double>(i) + .5) / static_cast<double>(count)));
  }
  return colours;
}

}  // namespace spiral
