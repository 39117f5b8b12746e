#include "plot/bands.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "plot/locator.hpp"

namespace spiral {

namespace {

constexpr double kBins = 8;

// Of these multiples of a power of ten, bands are as wide as the smallest that makes them few
// enough.
constexpr std::array kSteps{1., 1.5, 2., 2.5, 3., 4., 5., 6., 8., 10.};

// Below so small a part of the larger end, a range is none.
constexpr double kNoRange = 1e-9;

// Matplotlib looks colours up in a table of so many.
constexpr double kTable = 256;

/// The colour at a place from 0 to 1 of a map.
unsigned colour_at(double place, const std::vector<unsigned>& map) {
  const double entry = std::min(kTable - 1, std::floor(place * kTable)) / (kTable - 1);
  const double at = entry * static_cast<double>(map.size() - 1);
  const std::size_t below = std::min(static_cast<std::size_t>(at), map.size() - 2);
  const double part = at - static_cast<double>(below);
  unsigned colour = 0;
  for (const unsigned shift : {16U, 8U, 0U}) {
    const double from = map[below] >> shift & 0xffU;
    const double to = map[below + 1] >> shift & 0xffU;
    colour |= static_cast<unsigned>(std::lround(from + part * (to - from))) << shift;
  }
  return colour;
}

/// The grid with a rim below every level, so that all contours are closed. NaN is as low.
Grid<double> with_low_rim(const ProbabilityGrid& grid, double low) {
  Grid<double> rimmed{grid.x_min - grid.step, grid.y_min - grid.step, grid.step,
                      grid.columns + 2,       grid.rows + 2,          {}};
  rimmed.values.assign(static_cast<std::size_t>(rimmed.columns * rimmed.rows), low);
  for (std::int64_t row = 0; row < grid.rows; ++row) {
    for (std::int64_t column = 0; column < grid.columns; ++column) {
      const double value = grid.at(row, column);
      if (std::isnan(value)) continue;
      rimmed.values[static_cast<std::size_t>((row + 1) * rimmed.columns + column + 1)] = value;
    }
  }
  return rimmed;
}

/// Twice the area, above 0 where the outline runs counter-clockwise.
double doubled_area(const Polyline& outline) {
  double area = 0;
  for (std::size_t i = 1; i < outline.size(); ++i) {
    area += outline[i - 1].x * outline[i].y - outline[i].x * outline[i - 1].y;
  }
  return area;
}

/// Whether an outline, which is closed, goes around a point that it does not touch.
bool contains(const Polyline& outline, Point point) {
  bool is_inside = false;
  for (std::size_t i = 1; i < outline.size(); ++i) {
    const Point a = outline[i - 1];
    const Point b = outline[i];
    if ((a.y > point.y) == (b.y > point.y)) continue;
    const double x = a.x + (point.y - a.y) / (b.y - a.y) * (b.x - a.x);
    is_inside = is_inside != (point.x < x);
  }
  return is_inside;
}

/// Whether values are below the level right inside of its outline: each of the outline's points
/// lies on an edge of the grid, of whose two ends one is below the level.
bool is_hole(const Polyline& outline, const Grid<double>& grid, double level) {
  for (const Point& point : outline) {
    const double column = (point.x - grid.x_min) / grid.step;
    const double row = (point.y - grid.y_min) / grid.step;
    const bool is_on_column = std::abs(column - std::round(column)) < 1e-6;
    const bool is_on_row = std::abs(row - std::round(row)) < 1e-6;
    if (is_on_column && is_on_row)
      continue;  // on a point of the grid: which edge is not to be told
    const auto left = std::lround(is_on_column ? column : std::floor(column));
    const auto lower = std::lround(is_on_row ? row : std::floor(row));
    const bool is_first = grid.at(lower, left) < level;
    const auto low_column = static_cast<double>(is_first || is_on_column ? left : left + 1);
    const auto low_row = static_cast<double>(is_first || is_on_row ? lower : lower + 1);
    return contains(outline,
                    {grid.x_min + low_column * grid.step, grid.y_min + low_row * grid.step});
  }
  return false;
}

}  // namespace

std::vector<double> band_levels(double low, double high) {
  if (high - low <= kNoRange * std::max({std::abs(low), std::abs(high), kNoRange})) {
    return {low - .5, low + .5};
  }
  return max_n_locator(low, high, kBins, kSteps);
}

std::vector<unsigned> band_colours(std::size_t count, const std::vector<unsigned>& map) {
  std::vector<unsigned> colours;
  for (std::size_t i = 0; i < count; ++i) {
    colours.push_back(colour_at((static_cast<double>(i) + .5) / static_cast<double>(count), map));
  }
  return colours;
}

std::vector<BandRegion> band_regions(const ProbabilityGrid& grid,
                                     const std::vector<double>& levels) {
  const Grid<double> rimmed = with_low_rim(grid, levels.front() - (levels.back() - levels.front()));
  std::vector<BandRegion> regions;
  for (std::size_t band = 0; band + 1 < levels.size(); ++band) {
    for (Polyline& outline : contour(rimmed, levels[band])) {
      const int below = is_hole(outline, rimmed, levels[band]) ? 1 : 0;
      regions.push_back({static_cast<int>(band) - below, std::move(outline)});
    }
  }
  std::ranges::stable_sort(regions, std::ranges::greater{}, [](const BandRegion& region) {
    return std::abs(doubled_area(region.outline));
  });
  const BoundingBox extent = grid.extent();
  for (BandRegion& region : regions) {
    for (Point& point : region.outline) {
      point = {std::clamp(point.x, extent.x_min, extent.x_max),
               std::clamp(point.y, extent.y_min, extent.y_max)};
    }
  }
  return regions;
}

}  // namespace spiral
