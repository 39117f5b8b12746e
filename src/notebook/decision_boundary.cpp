#include "notebook/decision_boundary.hpp"

#include <algorithm>
#include <cmath>

#include "notebook/accuracy.hpp"

namespace spiral {

namespace {

// The spirals reach from -10 to 10.
constexpr double kSpiralSpan = 20;

constexpr double kSmallestUnit = 1e-29;

// Some eight steps of float32's, as a part of the number.
constexpr double kCoarsestUlp = 1e-6;

// Points evaluated at once: their activations at 100 neurons (26 MB) stay near the caches.
constexpr std::int64_t kBatch = 65536;

/// As many steps as numpy's arange(from, to, step).
std::int64_t arange_size(double from, double to, double step) {
  return static_cast<std::int64_t>(std::ceil((to - from) / step));
}

/// Shape: [count, 2], the grid's points number `first` and following.
at::Tensor grid_points(const ProbabilityGrid& grid, std::int64_t first, std::int64_t count) {
  const at::Tensor index = at::arange(first, first + count, at::kLong);
  const at::Tensor row = at::div(index, grid.columns, "floor");
  const at::Tensor column = index - row * grid.columns;
  return at::stack({column.to(at::kDouble) * grid.step + grid.x_min,
                    row.to(at::kDouble) * grid.step + grid.y_min},
                   1)
      .to(at::kFloat);
}

/// Shape: points [n, 2].
BoundingBox bounding_box(const at::Tensor& points) {
  const at::Tensor low = std::get<0>(points.min(0)).to(at::kCPU, at::kDouble);
  const at::Tensor high = std::get<0>(points.max(0)).to(at::kCPU, at::kDouble);
  return {low[0].item<double>(), low[1].item<double>(), high[0].item<double>(),
          high[1].item<double>()};
}

}  // namespace

PlotExtent spiral_extent(const at::Tensor& points) { return {bounding_box(points).padded(1)}; }

PlotExtent fitted_extent(const at::Tensor& points) {
  const BoundingBox box = bounding_box(points);
  const double side = box.longer_side();
  const double farthest = std::max(
      {std::abs(box.x_min), std::abs(box.x_max), std::abs(box.y_min), std::abs(box.y_max)});
  // Points that float32 hardly tells apart, or not at all, still have an extent around them.
  const double smallest = farthest > 0 ? std::max(kSmallestUnit, kCoarsestUlp * farthest) : 1;
  const double unit = std::max(side / kSpiralSpan, smallest);
  return {box.padded(unit), unit};
}

PlotExtent extent_of_box(const BoundingBox& box) {
  const double side = box.longer_side();
  return {box, side / (kSpiralSpan + 2)};
}

ProbabilityGrid empty_grid(const PlotExtent& extent, double step) {
  const auto& [x_min, y_min, x_max, y_max] = extent.box;
  return {.x_min = x_min,
          .y_min = y_min,
          .step = step * extent.unit,
          .columns = arange_size(x_min, x_max, step * extent.unit),
          .rows = arange_size(y_min, y_max, step * extent.unit),
          .probability = {}};
}

std::vector<float> grid_outputs(MultiLayerModel& model, const ProbabilityGrid& grid) {
  const at::Device device = model.parameters().front().device();
  const std::int64_t size = grid.columns * grid.rows;
  std::vector<float> outputs;
  outputs.reserve(static_cast<std::size_t>(size));
  for (std::int64_t first = 0; first < size; first += kBatch) {
    const at::Tensor batch = grid_points(grid, first, std::min(kBatch, size - first));
    const at::Tensor some = outputs_at(model, batch.to(device)).to(at::kCPU).contiguous();
    outputs.insert(outputs.end(), some.data_ptr<float>(), some.data_ptr<float>() + some.numel());
  }
  return outputs;
}

ProbabilityGrid probability_grid(MultiLayerModel& model, Loss loss, const PlotExtent& extent,
                                 double step) {
  ProbabilityGrid grid = empty_grid(extent, step);
  grid.probability = grid_outputs(model, grid);
  make_probabilities(loss, grid.probability);
  return grid;
}

}  // namespace spiral
