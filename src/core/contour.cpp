#include "core/contour.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numbers>
#include <utility>

namespace spiral {

namespace {

constexpr double kSpacing = 0.1;

bool has_nan(const ProbabilityGrid& grid) {
  return std::ranges::any_of(grid.probability, [](float p) { return std::isnan(p); });
}

/// Finds where the contour crosses the grid's edges and which crossings share a cell. An edge's
/// number is twice its lower left point's, plus one if the edge goes up rather than right.
class Contour {
 public:
  Contour(const ProbabilityGrid& grid, double level)
      : grid_(grid), level_(level), neighbours_(2 * grid.probability.size(), {kNone, kNone}) {
    for (std::int64_t row = 0; row + 1 < grid.rows; ++row) {
      for (std::int64_t column = 0; column + 1 < grid.columns; ++column) join_cell(row, column);
    }
  }

  std::vector<Polyline> trace() {
    std::vector<Polyline> lines;
    // Lines that end at the rim first: what is left then is closed.
    for (const bool closed : {false, true}) {
      for (std::size_t edge = 0; edge < neighbours_.size(); ++edge) {
        const auto& [a, b] = neighbours_[edge];
        const bool is_end = (a == kNone) != (b == kNone);
        if (closed ? a != kNone : is_end) lines.push_back(follow(edge));
      }
    }
    return lines;
  }

 private:
  static constexpr std::size_t kNone = std::numeric_limits<std::size_t>::max();

  bool above(std::int64_t row, std::int64_t column) const {
    return grid_.at(row, column) >= level_;
  }

  std::size_t edge(std::int64_t row, std::int64_t column, bool up) const {
    return static_cast<std::size_t>(2 * (row * grid_.columns + column) + (up ? 1 : 0));
  }

  void join_cell(std::int64_t row, std::int64_t column) {
    // Corners and edges counter-clockwise from the lower left; edge i joins corners i and i + 1.
    const std::array corner{above(row, column), above(row, column + 1), above(row + 1, column + 1),
                            above(row + 1, column)};
    const std::array edges{edge(row, column, false), edge(row, column + 1, true),
                           edge(row + 1, column, false), edge(row, column, true)};
    std::array<std::size_t, 4> crossed{};
    std::size_t crossings = 0;
    for (std::size_t i = 0; i < 4; ++i) {
      if (corner[i] != corner[(i + 1) % 4]) crossed[crossings++] = edges[i];
    }
    if (crossings == 2) join(crossed[0], crossed[1]);
    if (crossings == 4) {
      const double centre = (grid_.at(row, column) + grid_.at(row, column + 1) +
                             grid_.at(row + 1, column + 1) + grid_.at(row + 1, column)) /
                            4.0;
      // The centre belongs to corners 0 and 2 or to 1 and 3: cut off the other two.
      const bool with_first = (centre >= level_) == corner[0];
      join(edges[0], edges[with_first ? 1 : 3]);
      join(edges[2], edges[with_first ? 3 : 1]);
    }
  }

  void join(std::size_t a, std::size_t b) {
    replace(a, kNone, b);
    replace(b, kNone, a);
  }

  void replace(std::size_t edge, std::size_t neighbour, std::size_t by) {
    auto& [first, second] = neighbours_[edge];
    (first == neighbour ? first : second) = by;
  }

  /// Walks from `at` to the end of its line, or back to it, and takes the line out of the grid.
  Polyline follow(std::size_t at) {
    Polyline line{crossing(at)};
    while (true) {
      const auto [first, second] = std::exchange(neighbours_[at], {kNone, kNone});
      const std::size_t to = first != kNone ? first : second;
      if (to == kNone) return line;
      replace(to, at, kNone);
      line.push_back(crossing(to));
      at = to;
    }
  }

  Point crossing(std::size_t number) const {
    const auto point = static_cast<std::int64_t>(number / 2);
    const bool up = number % 2 == 1;
    const std::int64_t row = point / grid_.columns;
    const std::int64_t column = point % grid_.columns;
    const double from = grid_.at(row, column);
    const double to = up ? grid_.at(row + 1, column) : grid_.at(row, column + 1);
    const double t = (level_ - from) / (to - from);
    return {grid_.x_min + grid_.step * (static_cast<double>(column) + (up ? 0 : t)),
            grid_.y_min + grid_.step * (static_cast<double>(row) + (up ? t : 0))};
  }

  const ProbabilityGrid& grid_;
  const double level_;
  // Of each edge, the two that the contour goes on to, or comes from.
  std::vector<std::array<std::size_t, 2>> neighbours_;
};

/// Points at arc lengths 0, kSpacing, 2 kSpacing ...; what remains at the end is dropped.
Polyline resample(const Polyline& line) {
  Polyline points{line.front()};
  double passed = 0;  // arc length up to the leg's beginning
  for (std::size_t i = 1; i < line.size(); ++i) {
    const Point from = line[i - 1];
    const Point to = line[i];
    const double length = std::hypot(to.x - from.x, to.y - from.y);
    while (static_cast<double>(points.size()) * kSpacing <= passed + length) {
      const double t = (static_cast<double>(points.size()) * kSpacing - passed) / length;
      points.push_back({from.x + t * (to.x - from.x), from.y + t * (to.y - from.y)});
    }
    passed += length;
  }
  return points;
}

/// The angle between the two legs at `b`, 0 where the path goes straight on.
double turning_angle(Point a, Point b, Point c) {
  const double before = std::atan2(b.y - a.y, b.x - a.x);
  const double after = std::atan2(c.y - b.y, c.x - b.x);
  return std::abs(std::remainder(after - before, 2 * std::numbers::pi));
}

}  // namespace

double boundary_width(const ProbabilityGrid& grid) {
  if (has_nan(grid)) return std::numeric_limits<double>::quiet_NaN();
  const auto undecided =
      std::ranges::count_if(grid.probability, [](float p) { return 0.1 < p && p < 0.9; });
  return static_cast<double>(undecided) / static_cast<double>(grid.probability.size());
}

std::vector<Polyline> contour(const ProbabilityGrid& grid, double level) {
  if (has_nan(grid)) return {};
  return Contour(grid, level).trace();
}

std::optional<double> boundary_roughness(const std::vector<Polyline>& contour) {
  double turned = 0;
  double length = 0;
  for (const Polyline& line : contour) {
    const Polyline points = resample(line);
    for (std::size_t i = 1; i + 1 < points.size(); ++i) {
      turned += turning_angle(points[i - 1], points[i], points[i + 1]);
      length += kSpacing;
    }
  }
  if (length == 0) return std::nullopt;
  return turned / length;
}

}  // namespace spiral
