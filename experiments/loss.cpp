// Exercise 3: mean squared error with SGD, or binary cross-entropy with Adagrad, on four networks.
#include <utility>

#include "experiments/catalog.hpp"

namespace spiral {

Experiment loss() {
  Cases cases;
  for (const auto& hidden : {layers(2, 4), layers(2, 7), layers(3, 5), layers(3, 10)}) {
    const TrainConfig mse{.hidden = hidden, .epochs = 150};
    TrainConfig bce = mse;
    bce.loss = Loss::bce;
    bce.optimizer = Optimizer::adagrad;
    cases.push_back({.label = shape_name(hidden) + "/mse", .config = mse});
    cases.push_back({.label = shape_name(hidden) + "/bce", .config = bce});
  }
  TrainConfig sgd = cases.back().config;
  sgd.optimizer = Optimizer::sgd;
  TrainConfig adam = sgd;
  adam.optimizer = Optimizer::adam;
  return {
      .name = "loss",
      .summary = "Loss: mean squared error or binary cross-entropy, on four networks",
      .varied = "Network and loss",
      .cases = std::move(cases),
      .auxiliary = {{.label = "3x10/bce/sgd", .config = sgd},
                    {.label = "3x10/bce/adam", .config = adam}},
      .claims = {{"loss-1", "BCE with Adagrad converges", "acc(3x10/bce) >= .99"},
                 {"loss-2", "BCE is as good as MSE", "abs(acc(3x10/bce) - acc(3x10/mse)) <= .02"},
                 {"loss-3", "BCE fails with SGD and with Adam, both",
                  "every acc(3x10/bce/sgd, 3x10/bce/adam) < .90"},
                 {"loss-4", "BCE smooths the training curve", "rise(3x10/bce) < rise(3x10/mse)"},
                 {"loss-5", "BCE's boundary is thinner", "w(3x10/bce) < w(3x10/mse)"}}};
}

}  // namespace spiral
