#include "engine/take_picture.hpp"

#include "evaluation/accuracy.hpp"

namespace spiral {

std::vector<LabelledPoint> labelled_points(const Dataset& dataset) {
  const Dataset on_cpu = dataset.to(at::kCPU);
  const auto inputs = on_cpu.inputs.accessor<float, 2>();
  const auto labels = on_cpu.labels.accessor<int, 1>();
  std::vector<LabelledPoint> points;
  for (std::int64_t i = 0; i < labels.size(0); ++i) {
    points.push_back({inputs[i][0], inputs[i][1], labels[i]});
  }
  return points;
}

Picture take_picture(MultiLayerModel& model, Loss loss, const Dataset& validation,
                     const Plane& plane, double step) {
  const at::Tensor probability = predict(model, loss, validation.inputs);
  Picture picture{.real = labelled_points(validation),
                  .predicted = {},
                  .accuracy = accuracy(validation.labels.to(at::kFloat), probability),
                  .grid = probability_grid(model, loss, plane, step)};
  const at::Tensor on_cpu = probability.to(at::kCPU);
  const auto each = on_cpu.accessor<float, 1>();
  for (std::int64_t i = 0; i < each.size(0); ++i) picture.predicted.push_back(each[i] >= 0.5F);
  return picture;
}

}  // namespace spiral
