#include "notebook/accuracy.hpp"

namespace spiral {

double accuracy(const at::Tensor& y_real, const at::Tensor& y_pre) {
  const at::Tensor cut = y_pre.masked_fill(y_pre < 0.5, 0).masked_fill(y_pre >= 0.5, 1);
  const at::Tensor wrong = at::sum(at::abs(cut - y_real));
  return (1 - wrong / y_pre.size(0)).item<double>();
}

at::Tensor probability(Loss loss, const at::Tensor& outputs) {
  return loss == Loss::bce ? at::sigmoid(outputs) : outputs;
}

at::Tensor outputs_at(MultiLayerModel& model, const at::Tensor& points) {
  const torch::NoGradGuard no_graph;
  return model.forward(points).view(-1);
}

at::Tensor predict(MultiLayerModel& model, Loss loss, const at::Tensor& points) {
  return probability(loss, outputs_at(model, points));
}

Score validation_score(Loss loss, const at::Tensor& outputs, const at::Tensor& labels) {
  const at::Tensor y_val = labels.to(at::kFloat);
  return {.accuracy = accuracy(y_val, probability(loss, outputs)),
          .notebook_accuracy = accuracy(y_val, outputs)};
}

Score test_score(Loss loss, const at::Tensor& outputs, const at::Tensor& labels) {
  const at::Tensor y_test = labels.to(at::kFloat);
  const at::Tensor y_final = probability(loss, outputs);
  return {.accuracy = accuracy(y_test, y_final), .notebook_accuracy = accuracy(y_final, y_test)};
}

}  // namespace spiral
