#include "evaluation/decision_boundary.hpp"

#include <algorithm>
#include <cmath>

#include "evaluation/accuracy.hpp"

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
Box bounding_box(const at::Tensor& points) {
  const at::Tensor low = std::get<0>(points.min(0)).to(at::kCPU, at::kDouble);
  const at::Tensor high = std::get<0>(points.max(0)).to(at::kCPU, at::kDouble);
  return {low[0].item<double>(), low[1].item<double>(), high[0].item<double>(),
          high[1].item<double>()};
}

Box padded(const Box& box, double by) {
  return {box.x_min - by, box.y_min - by, box.x_max + by, box.y_max + by};
}

}  // namespace

Plane spiral_plane(const at::Tensor& points) { return {padded(bounding_box(points), 1)}; }

Plane fitted_plane(const at::Tensor& points) {
  const Box box = bounding_box(points);
  const double side = std::max(box.x_max - box.x_min, box.y_max - box.y_min);
  const double farthest = std::max(
      {std::abs(box.x_min), std::abs(box.x_max), std::abs(box.y_min), std::abs(box.y_max)});
  // Points that float32 hardly tells apart, or not at all, still have a plane around them.
  const double smallest = farthest > 0 ? std::max(kSmallestUnit, kCoarsestUlp * farthest) : 1;
  const double unit = std::max(side / kSpiralSpan, smallest);
  return {padded(box, unit), unit};
}

Plane kept_plane(const Box& box) {
  const double side = std::max(box.x_max - box.x_min, box.y_max - box.y_min);
  return {box, side / (kSpiralSpan + 2)};
}

ProbabilityGrid empty_grid(const Plane& plane, double step) {
  const auto& [x_min, y_min, x_max, y_max] = plane.box;
  return {.x_min = x_min,
          .y_min = y_min,
          .step = step * plane.unit,
          .columns = arange_size(x_min, x_max, step * plane.unit),
          .rows = arange_size(y_min, y_max, step * plane.unit),
          .probability = {}};
}

ProbabilityGrid probability_grid(MultiLayerModel& model, Loss loss, const Plane& plane,
                                 double step) {
  ProbabilityGrid grid = empty_grid(plane, step);
  const at::Device device = model.parameters().front().device();
  const std::int64_t size = grid.columns * grid.rows;
  grid.probability.reserve(static_cast<std::size_t>(size));
  for (std::int64_t first = 0; first < size; first += kBatch) {
    const at::Tensor batch = grid_points(grid, first, std::min(kBatch, size - first));
    const at::Tensor probability = predict(model, loss, batch.to(device)).to(at::kCPU).contiguous();
    const float* begin = probability.data_ptr<float>();
    grid.probability.insert(grid.probability.end(), begin, begin + probability.numel());
  }
  return grid;
}

}  // namespace spiral
