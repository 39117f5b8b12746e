#include "engine/boundary_shape.hpp"

#include <algorithm>
#include <cmath>

#include "core/contour.hpp"
#include "notebook/accuracy.hpp"
#include "notebook/random_state.hpp"

namespace spiral {

namespace {

// Far above what float32 rounds off a probability near 0.5, some 1e-6; far below what one step of the
// grid changes in a boundary that is one.
constexpr float kNear = 1e-4F;

/// The points of the cells through which the boundary may pass, in the grid's order.
std::vector<std::int64_t> points_near_boundary(const ProbabilityGrid& grid) {
  std::vector<bool> is_near(grid.values.size());
  for (std::int64_t row = 0; row + 1 < grid.rows; ++row) {
    for (std::int64_t column = 0; column + 1 < grid.columns; ++column) {
      const auto [low, high] =
          std::minmax({grid.at(row, column), grid.at(row, column + 1), grid.at(row + 1, column),
                       grid.at(row + 1, column + 1)});
      if (low > .5F + kNear || high < .5F - kNear) continue;
      for (const std::int64_t corner :
           {std::int64_t{0}, std::int64_t{1}, grid.columns, grid.columns + 1}) {
        is_near[static_cast<std::size_t>(row * grid.columns + column + corner)] = true;
      }
    }
  }
  std::vector<std::int64_t> points;
  for (std::size_t i = 0; i < is_near.size(); ++i) {
    if (is_near[i]) points.push_back(static_cast<std::int64_t>(i));
  }
  return points;
}

/// The network with these weights, in double; without the sigmoid after its output.
std::shared_ptr<MultiLayerModel> logit_model(TrainConfig config,
                                             const std::vector<float>& weights) {
  config.loss = Loss::bce;
  at::Generator generator = seeded_generator(0);
  auto model = make_model(config, generator);
  set_weights(*model, weights);
  model->to(at::kDouble);
  return model;
}

/// Logits near the boundary; elsewhere their sign alone, for no line of it passes there.
Grid<double> boundary_logits(const TrainConfig& config, const std::vector<float>& weights,
                             const PlotExtent& extent, const ProbabilityGrid& grid) {
  Grid<double> logits{.x_min = grid.x_min / extent.unit,
                      .y_min = grid.y_min / extent.unit,
                      .step = kShapeStep,
                      .columns = grid.columns,
                      .rows = grid.rows,
                      .values = {}};
  for (const float p : grid.values) logits.values.push_back(p < .5F ? -1 : 1);
  const std::vector<std::int64_t> near = points_near_boundary(grid);
  const auto count = static_cast<std::int64_t>(near.size());
  at::Tensor points = at::empty({count, 2}, at::kDouble);
  auto point = points.accessor<double, 2>();
  for (std::int64_t i = 0; i < count; ++i) {
    const std::int64_t row = near[static_cast<std::size_t>(i)] / grid.columns;
    const std::int64_t column = near[static_cast<std::size_t>(i)] % grid.columns;
    point[i][0] = grid.x_min + grid.step * static_cast<double>(column);
    point[i][1] = grid.y_min + grid.step * static_cast<double>(row);
  }
  const at::NoGradGuard no_graph;
  const at::Tensor exact = logit_model(config, weights)->forward(points).contiguous();
  const double* value = exact.data_ptr<double>();
  for (const std::int64_t i : near) logits.values[static_cast<std::size_t>(i)] = *value++;
  return logits;
}

}  // namespace

BoundaryShape boundary_shape(const TrainConfig& config, const std::vector<float>& weights,
                             const PlotExtent& extent, const at::Tensor& outputs) {
  ProbabilityGrid grid = empty_grid(extent, kShapeStep);
  grid.values = to_vector(probability(config.loss, outputs));
  const bool diverged = std::ranges::any_of(grid.values, [](float p) { return std::isnan(p); });
  if (diverged) return {};
  return {boundary_width(grid),
          boundary_edginess(contour(boundary_logits(config, weights, extent, grid), 0))};
}

}  // namespace spiral
