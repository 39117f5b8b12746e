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

// Points evaluated at once: their activations at 100 neurons (26 MB) stay near the caches. A multiple of
// the vectors and columns in which LibTorch and its BLAS compute: the bits are those of all at once.
constexpr std::int64_t kBatch = 65'520;

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
  const double farthest = std::max(
      {std::abs(box.x_min), std::abs(box.x_max), std::abs(box.y_min), std::abs(box.y_max)});
  // Points that float32 hardly tells apart, or not at all, still have an extent around them.
  const double smallest = farthest > 0 ? std::max(kSmallestUnit, kCoarsestUlp * farthest) : 1;
  const double unit = std::max(box.longer_side() / kSpiralSpan, smallest);
  return {box.padded(unit), unit};
}

PlotExtent extent_of_box(const BoundingBox& box) {
  return {box, box.longer_side() / (kSpiralSpan + 2)};
}

ProbabilityGrid empty_grid(const PlotExtent& extent, double step) {
  step *= extent.unit;
  // As many as numpy's arange takes.
  const auto steps = [&](double length) {
    return static_cast<std::int64_t>(std::ceil(length / step));
  };
  return {.x_min = extent.box.x_min,
          .y_min = extent.box.y_min,
          .step = step,
          .columns = steps(extent.box.width()),
          .rows = steps(extent.box.height()),
          .values = {}};
}

at::Tensor grid_outputs(MultiLayerModel& model, const ProbabilityGrid& grid) {
  const at::Device device = model.parameters().front().device();
  const std::int64_t size = grid.columns * grid.rows;
  std::vector<at::Tensor> outputs;
  for (std::int64_t first = 0; first < size; first += kBatch) {
    const at::Tensor batch = grid_points(grid, first, std::min(kBatch, size - first));
    outputs.push_back(outputs_at(model, batch.to(device)).to(at::kCPU));
  }
  return at::cat(outputs);
}

ProbabilityGrid probability_grid(MultiLayerModel& model, Loss loss, const PlotExtent& extent,
                                 double step) {
  ProbabilityGrid grid = empty_grid(extent, step);
  grid.values = to_vector(probability(loss, grid_outputs(model, grid)));
  return grid;
}

}  // namespace spiral
