#include "core/contour.hpp"

#include <cmath>
#include <functional>
#include <limits>
#include <numbers>

#include "support/catch.hpp"

using namespace spiral;

namespace {

/// `f` on [-size, size)^2 in steps of 0.1.
ProbabilityGrid sampled(double size, const std::function<double(double, double)>& f) {
  const auto count = static_cast<std::int64_t>(std::round(2 * size / kShapeStep));
  ProbabilityGrid grid{.x_min = -size,
                       .y_min = -size,
                       .step = kShapeStep,
                       .columns = count,
                       .rows = count,
                       .probability = {}};
  for (std::int64_t row = 0; row < count; ++row) {
    for (std::int64_t column = 0; column < count; ++column) {
      const double x = -size + kShapeStep * static_cast<double>(column);
      const double y = -size + kShapeStep * static_cast<double>(row);
      grid.probability.push_back(static_cast<float>(f(x, y)));
    }
  }
  return grid;
}

double sigmoid(double x) { return 1 / (1 + std::exp(-x)); }

double circle_roughness(double radius) {
  const auto grid = sampled(radius + 2, [radius](double x, double y) {
    return 0.5 + 0.05 * (radius - std::hypot(x, y));
  });
  return boundary_roughness(contour(grid, 0.5)).value();
}

}  // namespace

TEST_CASE("a line is perfectly smooth, whatever its slope", "[core]") {
  const double slope = GENERATE(0.0, 1.0, 0.3, -2.7);
  const auto grid =
      sampled(5, [slope](double x, double y) { return 0.5 + 0.01 * (y - slope * x - 0.123); });
  const auto lines = contour(grid, 0.5);
  CHECK(lines.size() == 1);
  CHECK(boundary_roughness(lines).value() == Approx(0).margin(1e-3));
}

TEST_CASE("a circle turns by 1/R a unit of length", "[core]") {
  CHECK(circle_roughness(2) == Approx(0.5).epsilon(0.02));
  CHECK(circle_roughness(5) == Approx(0.2).epsilon(0.02));
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

TEST_CASE("a right angle turns once by 90 degrees", "[core]") {
  const Polyline corner{{0, 0}, {1, 0}, {1, 1}};
  // 2 units of length hold 19 inner points 0.1 apart; all of the turning is at one of them.
  CHECK(boundary_roughness({corner}).value() == Approx(std::numbers::pi / 2 / 1.9));
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

TEST_CASE("without a contour roughness is nullopt, not 0", "[core]") {
  const auto grid = sampled(2, [](double, double) { return 0.7; });
  CHECK(contour(grid, 0.5).empty());
  CHECK_FALSE(boundary_roughness({}).has_value());
  CHECK_FALSE(boundary_roughness({{{0, 0}, {0.05, 0}}}).has_value());
}

TEST_CASE("a logistic ramp has its known width", "[core]") {
  // 0.1 < sigmoid(4 x) < 0.9 where |x| < ln(9) / 4 = 0.549: columns -0.5 to 0.5, 11 of 100.
  const auto grid = sampled(5, [](double x, double) { return sigmoid(4 * x); });
  CHECK(boundary_width(grid) == Approx(0.11));
}

TEST_CASE("a diverged model has no width and no contour", "[core]") {
  const auto grid = sampled(
      1, [](double x, double) { return x < 0 ? 1 : std::numeric_limits<double>::quiet_NaN(); });
  CHECK(std::isnan(boundary_width(grid)));
  CHECK(contour(grid, 0.5).empty());
}
