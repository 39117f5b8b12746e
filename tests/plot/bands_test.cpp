#include "plot/bands.hpp"

#include <cmath>

#include "plot/style.hpp"
#include "support/catch.hpp"

using namespace spiral;

namespace {

void check_levels(double low, double high, const std::vector<double>& expected) {
  INFO(low << " to " << high);
  const auto levels = band_levels(low, high);
  REQUIRE(levels.size() == expected.size());
  for (std::size_t i = 0; i < levels.size(); ++i)
    CHECK(levels[i] == Approx(expected[i]).margin(1e-12));
}

/// Hills and hollows that reach the rim.
ProbabilityGrid hills() {
  ProbabilityGrid grid{
      .x_min = -2, .y_min = 1, .step = .25, .columns = 41, .rows = 33, .values = {}};
  for (std::int64_t row = 0; row < grid.rows; ++row) {
    for (std::int64_t column = 0; column < grid.columns; ++column) {
      const double x = .21 * static_cast<double>(column);
      const double y = .33 * static_cast<double>(row);
      grid.values.push_back(static_cast<float>(.5 + .49 * std::sin(x) * std::cos(y + .3 * x)));
    }
  }
  return grid;
}

/// Whether a point lies in an outline: crossings of a ray to the right.
bool lies_in(Point point, const Polyline& outline) {
  bool inside = false;
  for (std::size_t i = 1; i < outline.size(); ++i) {
    const Point a = outline[i - 1];
    const Point b = outline[i];
    if ((a.y > point.y) != (b.y > point.y) &&
        point.x < a.x + (point.y - a.y) * (b.x - a.x) / (b.y - a.y)) {
      inside = !inside;
    }
  }
  return inside;
}

/// The band in which a point is painted.
int painted(Point point, const std::vector<BandRegion>& regions) {
  int band = -2;
  for (const BandRegion& region : regions) {
    if (lies_in(point, region.outline)) band = region.band;
  }
  return band;
}

/// Checks the grid's inner points, but those that lie on an outline.
void check_painted(const ProbabilityGrid& grid) {
  const std::vector<double> levels = band_levels(0, 1);
  const auto regions = band_regions(grid, levels);
  for (std::int64_t row = 1; row + 1 < grid.rows; ++row) {
    for (std::int64_t column = 1; column + 1 < grid.columns; ++column) {
      const double value = grid.at(row, column);
      int expected = -1;
      bool is_on_line = false;
      for (const double level : levels) {
        if (value >= level) ++expected;
        is_on_line = is_on_line || std::abs(value - level) < 1e-6;
      }
      if (is_on_line) continue;
      INFO(column << ", " << row << ": " << value);
      CHECK(painted({grid.x_min + static_cast<double>(column) * grid.step,
                     grid.y_min + static_cast<double>(row) * grid.step},
                    regions) == expected);
    }
  }
}

}  // namespace

TEST_CASE("bands painted in their order give every point its own, in hollows too", "[plot]") {
  check_painted(hills());
}

TEST_CASE("what has no number is in no band", "[plot]") {
  ProbabilityGrid grid = hills();
  for (const std::size_t hole : {700U, 701U, 741U, 742U}) grid.values[hole] = NAN;
  check_painted(grid);
}

TEST_CASE("bands end at the rim of their map", "[plot]") {
  const ProbabilityGrid grid = hills();
  double left = 9;
  double top = -9;
  for (const BandRegion& region : band_regions(grid, band_levels(0, 1))) {
    for (const Point& point : region.outline) {
      left = std::min(left, point.x);
      top = std::max(top, point.y);
    }
  }
  CHECK(left == -2);
  CHECK(top == 9);
}

TEST_CASE("bands have the bounds that Matplotlib's contourf gives them", "[plot]") {
  // Matplotlib 3.6.3: plt.contourf(z).levels
  check_levels(0, 1, {0, .15, .3, .45, .6, .75, .9, 1.05});
  check_levels(.05, .97, {0, .15, .3, .45, .6, .75, .9, 1.05});
  check_levels(.21, .83, {.16, .24, .32, .4, .48, .56, .64, .72, .8, .88});
  check_levels(.4, .6, {.4, .425, .45, .475, .5, .525, .55, .575, .6});
  check_levels(.499, .5013, {.499, .4993, .4996, .4999, .5002, .5005, .5008, .5011, .5014});
  check_levels(0, .03, {0, .004, .008, .012, .016, .02, .024, .028, .032});
}

TEST_CASE("bands have Matplotlib's colours", "[plot]") {
  // Matplotlib 3.6.3: contourf(z, cmap=Spectral).tcolors, for 7 and for 9 bands.
  CHECK(
      band_colours(7, notebook_palette().map) ==
      std::vector<unsigned>{0xc52c4b, 0xf57547, 0xfeca79, 0xffffbe, 0xcdeb9d, 0x6ec5a5, 0x3f77b5});
  CHECK(band_colours(9, notebook_palette().map) ==
        std::vector<unsigned>{0xbc2249, 0xe95c47, 0xfba05b, 0xfeda86, 0xffffbe, 0xdff299, 0x9cd7a4,
                              0x54aead, 0x466eb1});
}

TEST_CASE("a map of one value is one band", "[plot]") {
  CHECK(band_levels(.7, .7).size() == 2);
  CHECK(band_levels(0, 0).size() == 2);
}
