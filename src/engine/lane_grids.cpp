#include "engine/lane_grids.hpp"

#include <algorithm>

#include "evaluation/accuracy.hpp"
#include "evaluation/decision_boundary.hpp"
#include "experiment/observer.hpp"

namespace spiral {

namespace {

using Grids = std::vector<ProbabilityGrid>;

float coordinate(double from, double step, std::int64_t index) {
  return static_cast<float>(static_cast<double>(index) * step + from);
}

/// A row of every lane's grid, all as long as the longest: what lies beyond a lane's own is not
/// looked at.
fused::LanePoints row_points(const Grids& grids, std::int64_t row, std::int64_t columns) {
  fused::LanePoints points{.count = static_cast<std::size_t>(columns), .points = {}};
  points.points.reserve(points.count * grids.size());
  for (const ProbabilityGrid& grid : grids) {
    const float y = coordinate(grid.y_min, grid.step, row);
    for (std::int64_t column = 0; column < columns; ++column) {
      points.points.push_back({coordinate(grid.x_min, grid.step, column), y});
    }
  }
  return points;
}

void append_row(const fused::LaneArray<float>& outputs, std::size_t lane, std::size_t lanes,
                ProbabilityGrid& grid) {
  for (std::int64_t column = 0; column < grid.columns; ++column) {
    grid.probability.push_back(outputs[static_cast<std::size_t>(column) * lanes + lane]);
  }
}

/// Replaces a grid's outputs by their probabilities.
void make_probabilities(Loss loss, ProbabilityGrid& grid) {
  const at::Tensor values =
      at::from_blob(grid.probability.data(), {static_cast<std::int64_t>(grid.probability.size())});
  values.copy_(probability(loss, values));
}

}  // namespace

Grids lane_grids(fused::Evaluator& evaluator, Loss loss, const LaneDatasets& validation,
                 double step, const std::function<bool()>& stop_requested) {
  Grids grids;
  std::int64_t columns = 0;
  std::int64_t rows = 0;
  for (const Dataset& dataset : validation) {
    grids.push_back(empty_grid(spiral_plane(dataset.inputs), step));
    grids.back().probability.reserve(
        static_cast<std::size_t>(grids.back().columns * grids.back().rows));
    columns = std::max(columns, grids.back().columns);
    rows = std::max(rows, grids.back().rows);
  }
  for (std::int64_t row = 0; row < rows; ++row) {
    if (stop_requested()) throw Interrupted();
    const auto& outputs = evaluator.outputs_at(row_points(grids, row, columns));
    for (std::size_t lane = 0; lane < grids.size(); ++lane) {
      if (row < grids[lane].rows) append_row(outputs, lane, grids.size(), grids[lane]);
    }
  }
  for (ProbabilityGrid& grid : grids) make_probabilities(loss, grid);
  return grids;
}

}  // namespace spiral
