#include "core/contour.hpp"

#include <cmath>
#include <functional>
#include <limits>
#include <numbers>

#include "support/catch.hpp"

using namespace spiral;

namespace {

/// `f` on [-size, size)^2 in steps of 0.1.
using Of = std::function<double(double x, double y)>;

/// `f` on [-size, size)^2.
template <class Number = float>
Grid<Number> sampled(double size, const Of& f, double step = kShapeStep) {
  const auto count = static_cast<std::int64_t>(std::round(2 * size / step));
  Grid<Number> grid{
      .x_min = -size, .y_min = -size, .step = step, .columns = count, .rows = count, .values = {}};
  for (std::int64_t row = 0; row < count; ++row) {
    for (std::int64_t column = 0; column < count; ++column) {
      const double x = -size + step * static_cast<double>(column);
      const double y = -size + step * static_cast<double>(row);
      grid.values.push_back(static_cast<Number>(f(x, y)));
    }
  }
  return grid;
}

double sigmoid(double x) { return 1 / (1 + std::exp(-x)); }

/// Positive inside the regular polygon with the area of a circle of radius 5, turned by `turn`
/// radians and moved by `shift`.
Of polygon(int corners, double turn = 0.1, double shift = 0.03) {
  const double angle = std::numbers::pi / corners;
  const double apothem = std::sqrt(std::numbers::pi * 25 / (corners * std::tan(angle)));
  return [=](double x, double y) {
    double inside = apothem;
    for (int side = 0; side < corners; ++side) {
      const double direction = turn + 2 * angle * side;
      const double along = (x - shift) * std::cos(direction) + (y + shift) * std::sin(direction);
      inside = std::min(inside, apothem - along);
    }
    return inside;
  };
}

double circle(double x, double y) { return 5 - std::hypot(x, y); }

double edginess(const Of& f, double step = kShapeStep) {
  return boundary_edginess(contour(sampled<double>(8, f, step), 0)).value();
}

/// A spiral of three turns, of `legs` straight pieces.
Polyline spiral_of(int legs) {
  Polyline line;
  for (int i = 0; i <= legs; ++i) {
    const double phi = 1 + 18. * i / legs;
    line.push_back({phi / 2 * std::cos(phi), phi / 2 * std::sin(phi)});
  }
  return line;
}

}  // namespace

TEST_CASE("a line is perfectly smooth, whatever its slope", "[core]") {
  const double slope = GENERATE(0.0, 1.0, 0.3, -2.7);
  const auto lines =
      contour(sampled<double>(5, [=](double x, double y) { return y - slope * x - 0.123; }), 0);
  CHECK(lines.size() == 1);
  CHECK(boundary_edginess(lines).value() == Approx(0).margin(1e-9));
}

TEST_CASE("a circle has the edginess 1/R", "[core]") {
  CHECK(edginess(circle) == Approx(0.2).epsilon(0.01));
  CHECK(edginess([](double x, double y) { return 2 - std::hypot(x, y); }) ==
        Approx(0.5).epsilon(0.02));
}

TEST_CASE("the fewer and sharper its corners, the edgier a polygon of the same area", "[core]") {
  CHECK(edginess(circle) < .6 * edginess(polygon(12)));
  CHECK(edginess(polygon(12)) < .8 * edginess(polygon(6)));
  CHECK(edginess(polygon(6)) < .9 * edginess(polygon(4)));
}

TEST_CASE("a spiral of straight legs is edgier than the smooth one", "[core]") {
  const double smooth = boundary_edginess({spiral_of(10000)}).value();
  CHECK(smooth < .8 * boundary_edginess({spiral_of(40)}).value());
}

TEST_CASE("edginess stays within 5 % when its boundary moves, turns, or is sampled twice as finely",
          "[core]") {
  const int corners = GENERATE(4, 6, 12);
  const double edgy = edginess(polygon(corners));
  CHECK(edginess(polygon(corners, 0.1, 0.777)) == Approx(edgy).epsilon(.05));
  CHECK(edginess(polygon(corners, 0.4)) == Approx(edgy).epsilon(.05));
  CHECK(edginess(polygon(corners), kShapeStep / 2) == Approx(edgy).epsilon(.05));
  CHECK(edginess(circle, kShapeStep / 2) == Approx(edginess(circle)).epsilon(.05));
}

TEST_CASE("specks and stubs have no edginess", "[core]") {
  CHECK_FALSE(boundary_edginess({}).has_value());
  CHECK_FALSE(boundary_edginess({{{0, 0}, {0.7, 0}}}).has_value());
  const Polyline speck{{0, 0}, {0.3, 0}, {0.3, 0.3}, {0, 0.3}, {0, 0}};
  CHECK_FALSE(boundary_edginess({speck}).has_value());
}

TEST_CASE("a circle's contour is one closed line of the right length", "[core]") {
  const auto lines = contour(
      sampled(4, [](double x, double y) { return 0.5 + 0.1 * (3 - std::hypot(x, y)); }), 0.5);
  REQUIRE(lines.size() == 1);
  const Polyline& line = lines.front();
  CHECK(line.front().x == line.back().x);
  CHECK(line.front().y == line.back().y);
  double length = 0;
  for (std::size_t i = 1; i < line.size(); ++i) {
    length += std::hypot(line[i].x - line[i - 1].x, line[i].y - line[i - 1].y);
  }
  CHECK(length == Approx(2 * std::numbers::pi * 3).epsilon(0.001));
}

TEST_CASE("a saddle is joined as its centre says", "[core]") {
  const ProbabilityGrid high{0, 0, 1, 2, 2, {0.9F, 0.2F, 0.2F, 0.9F}};  // mean above 0.5
  const ProbabilityGrid low{0, 0, 1, 2, 2, {0.8F, 0.1F, 0.1F, 0.8F}};   // mean below 0.5
  // The line that crosses the lower edge goes to the right edge where the high corners connect, to
  // the left edge where they do not.
  const auto other_end_of_bottom = [](const ProbabilityGrid& grid) {
    const auto lines = contour(grid, 0.5);
    REQUIRE(lines.size() == 2);
    for (const Polyline& line : lines) {
      if (line.front().y == 0) return line.back().x;
      if (line.back().y == 0) return line.front().x;
    }
    return -1.0;
  };
  CHECK(other_end_of_bottom(high) == 1);
  CHECK(other_end_of_bottom(low) == 0);
}

TEST_CASE("a plane of one side has no contour", "[core]") {
  const auto grid = sampled(2, [](double, double) { return 0.7; });
  CHECK(contour(grid, 0.5).empty());
}

TEST_CASE("a logistic ramp has its known width", "[core]") {
  // 0.1 < sigmoid(4 x) < 0.9 where |x| < ln(9) / 4 = 0.549: columns -0.5 to 0.5, 11 of 100.
  const auto grid = sampled(5, [](double x, double) { return sigmoid(4 * x); });
  CHECK(boundary_width(grid) == Approx(0.11));
}

TEST_CASE("a diverged model has no contour", "[core]") {
  const auto grid = sampled(
      1, [](double x, double) { return x < 0 ? 1 : std::numeric_limits<double>::quiet_NaN(); });
  CHECK(contour(grid, 0.5).empty());
}
