#include "core/grid.hpp"

#include "core/text.hpp"

namespace spiral {

namespace {

// A few more values of each parameter make millions.
constexpr std::int64_t kMaxCombinations = 10'000;

}  // namespace

void check_combinations(std::size_t count) {
  if (count <= kMaxCombinations) return;
  throw UsageError("--vary: the values have more than " + to_text(kMaxCombinations) +
                   " combinations, the maximum");
}

std::vector<GridPoint> grid_points(const std::vector<Axis>& axes) {
  std::size_t count = 1;
  for (const Axis& axis : axes) {
    count *= axis.points.size();
    check_combinations(count);
  }
  std::vector<GridPoint> points(1);
  for (const Axis& axis : axes) {
    std::vector<GridPoint> longer;
    for (const GridPoint& before : points) {
      for (const GridPoint& value : axis.points) {
        GridPoint both = before;
        both.name += (before.name.empty() ? "" : " ") + value.name;
        both.label += (before.label.empty() ? "" : "/") + value.label;
        both.changes.insert(both.changes.end(), value.changes.begin(), value.changes.end());
        longer.push_back(std::move(both));
      }
    }
    points = std::move(longer);
  }
  return points;
}

}  // namespace spiral
