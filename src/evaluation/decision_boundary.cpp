#include "evaluation/decision_boundary.hpp"

#include <algorithm>
#include <cmath>

#include "evaluation/accuracy.hpp"

namespace spiral {

namespace {

constexpr double kPadding = 1;

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

}  // namespace

ProbabilityGrid empty_grid(const at::Tensor& points, double step) {
  const at::Tensor low = std::get<0>(points.min(0)).to(at::kCPU, at::kDouble) - kPadding;
  const at::Tensor high = std::get<0>(points.max(0)).to(at::kCPU, at::kDouble) + kPadding;
  return {.x_min = low[0].item<double>(),
          .y_min = low[1].item<double>(),
          .step = step,
          .columns = arange_size(low[0].item<double>(), high[0].item<double>(), step),
          .rows = arange_size(low[1].item<double>(), high[1].item<double>(), step),
          .probability = {}};
}

ProbabilityGrid probability_grid(MultiLayerModel& model, Loss loss, const at::Tensor& points,
                                 double step) {
  ProbabilityGrid grid = empty_grid(points, step);
  const std::int64_t size = grid.columns * grid.rows;
  grid.probability.reserve(static_cast<std::size_t>(size));
  for (std::int64_t first = 0; first < size; first += kBatch) {
    const at::Tensor batch = grid_points(grid, first, std::min(kBatch, size - first));
    const at::Tensor probability =
        predict(model, loss, batch.to(points.device())).to(at::kCPU).contiguous();
    const float* begin = probability.data_ptr<float>();
    grid.probability.insert(grid.probability.end(), begin, begin + probability.numel());
  }
  return grid;
}

}  // namespace spiral
