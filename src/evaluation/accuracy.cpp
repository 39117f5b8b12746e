#include "evaluation/accuracy.hpp"

namespace spiral {

double accuracy(const at::Tensor& y_real, const at::Tensor& y_pre) {
  const at::Tensor cut = y_pre.masked_fill(y_pre < 0.5, 0).masked_fill(y_pre >= 0.5, 1);
  const at::Tensor wrong = at::sum(at::abs(cut - y_real));
  return (1 - wrong / y_pre.size(0)).item<double>();
}

namespace {

at::Tensor probability(Loss loss, const at::Tensor& outputs) {
  return loss == Loss::bce ? at::sigmoid(outputs) : outputs;
}

}  // namespace

at::Tensor predict(MultiLayerModel& model, Loss loss, const at::Tensor& points) {
  const torch::NoGradGuard no_graph;
  return probability(loss, model.forward(points).view(-1));
}

Score validation_score(MultiLayerModel& model, Loss loss, const Dataset& validation) {
  const torch::NoGradGuard no_graph;
  const at::Tensor y_val = validation.labels.to(at::kFloat);
  const at::Tensor outputs = model.forward(validation.inputs).view(-1);
  return {.accuracy = accuracy(y_val, probability(loss, outputs)),
          .notebook_accuracy = accuracy(y_val, outputs)};
}

Score test_score(MultiLayerModel& model, Loss loss, const Dataset& test) {
  const at::Tensor y_test = test.labels.to(at::kFloat);
  const at::Tensor y_final = predict(model, loss, test.inputs);
  return {.accuracy = accuracy(y_test, y_final), .notebook_accuracy = accuracy(y_final, y_test)};
}

}  // namespace spiral
