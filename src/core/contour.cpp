#include "core/contour.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numbers>
#include <utility>

namespace spiral {

namespace {

// On either side of a point, the chord from which its turning is measured: four steps of the grid,
// on which smaller corners are not to be seen.
constexpr double kChord = 4 * kShapeStep;

// In how many places a chord's length of contour is measured.
constexpr std::size_t kPlacesOfChord = 8;

template <class Number>
bool has_nan(const Grid<Number>& grid) {
  return std::ranges::any_of(grid.values, [](Number value) { return std::isnan(value); });
}

/// Finds where the contour crosses the grid's edges and which crossings share a cell. An edge's
/// number is twice its lower left point's, plus one if the edge goes up rather than right.
template <class Number>
class Contour {
 public:
  Contour(const Grid<Number>& grid, double level)
      : grid_(grid), level_(level), neighbours_(2 * grid.values.size(), {kNone, kNone}) {
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

  const Grid<Number>& grid_;
  const double level_;
  // Of each edge, the two that the contour goes on to, or comes from.
  std::vector<std::array<std::size_t, 2>> neighbours_;
};

double distance(Point a, Point b) { return std::hypot(b.x - a.x, b.y - a.y); }

double length_of(const Polyline& line) {
  double length = 0;
  for (std::size_t i = 1; i < line.size(); ++i) length += distance(line[i - 1], line[i]);
  return length;
}

/// `count` points at arc lengths 0, spacing, 2 spacing ...
Polyline resample(const Polyline& line, double spacing, std::size_t count) {
  Polyline points;
  double passed = 0;  // arc length up to the leg's beginning
  for (std::size_t i = 1; i < line.size() && points.size() < count; ++i) {
    const Point from = line[i - 1];
    const Point to = line[i];
    const double length = distance(from, to);
    // A boundary through a point of the grid has legs without length there.
    if (length == 0) continue;
    while (points.size() < count &&
           static_cast<double>(points.size()) * spacing <= passed + length) {
      const double t = (static_cast<double>(points.size()) * spacing - passed) / length;
      points.push_back({from.x + t * (to.x - from.x), from.y + t * (to.y - from.y)});
    }
    passed += length;
  }
  return points;
}

/// The angle between two chords that meet at `b`, 0 where the path goes straight on.
double turning_angle(Point a, Point b, Point c) {
  const double before = std::atan2(b.y - a.y, b.x - a.x);
  const double after = std::atan2(c.y - b.y, c.x - b.x);
  return std::abs(std::remainder(after - before, 2 * std::numbers::pi));
}

/// The line's turning at each of its places, none where it is shorter than its chords. A closed line
/// has no ends; one that is no longer than four chords is a speck, whose turning means nothing.
std::vector<double> turning_angles(const Polyline& line) {
  constexpr double kSpacing = kChord / kPlacesOfChord;
  const double length = length_of(line);
  const bool is_closed = distance(line.front(), line.back()) == 0;
  if (length < (is_closed ? 4 : 2) * kChord) return {};
  // A closed line is cut into equal parts.
  const auto parts = static_cast<std::size_t>(std::floor(length / kSpacing));
  const double spacing = is_closed ? length / static_cast<double>(parts) : kSpacing;
  const Polyline points = resample(line, spacing, is_closed ? parts : parts + 1);
  std::vector<double> angles;
  const std::size_t size = points.size();
  const std::size_t margin = is_closed ? 0 : kPlacesOfChord;
  for (std::size_t i = margin; i + margin < size; ++i) {
    angles.push_back(turning_angle(points[(i + size - kPlacesOfChord) % size], points[i],
                                   points[(i + kPlacesOfChord) % size]));
  }
  return angles;
}

}  // namespace

double boundary_width(const ProbabilityGrid& grid) {
  const auto undecided =
      std::ranges::count_if(grid.values, [](float p) { return 0.1 < p && p < 0.9; });
  return static_cast<double>(undecided) / static_cast<double>(grid.values.size());
}

template <class Number>
std::vector<Polyline> contour(const Grid<Number>& grid, double level) {
  if (has_nan(grid)) return {};
  return Contour<Number>(grid, level).trace();
}

template std::vector<Polyline> contour(const Grid<float>& grid, double level);
template std::vector<Polyline> contour(const Grid<double>& grid, double level);

std::optional<double> boundary_edginess(const std::vector<Polyline>& contour) {
  double squares = 0;
  std::size_t places = 0;
  for (const Polyline& line : contour) {
    for (const double angle : turning_angles(line)) {
      squares += angle * angle;
      ++places;
    }
  }
  if (places == 0) return std::nullopt;
  return std::sqrt(squares / static_cast<double>(places)) / kChord;
}

}  // namespace spiral
