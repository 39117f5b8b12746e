// Exercise 3: mean squared error with SGD, or binary cross-entropy with Adagrad, on four networks.
#include "experiments/catalog.hpp"

namespace spiral {

Experiment loss() {
  std::vector<Setting> settings;
  for (const auto& hidden : {layers(2, 4), layers(2, 7), layers(3, 5), layers(3, 10)}) {
    const Setting mse{.name = shape_name(hidden) + "/mse", .hidden = hidden, .epochs = 150};
    Setting bce = mse;
    bce.name = shape_name(hidden) + "/bce";
    bce.loss = Loss::bce;
    bce.optimizer = Optimizer::adagrad;
    settings.insert(settings.end(), {mse, bce});
  }
  return {.name = "loss",
          .summary = "Loss: mean squared error or binary cross-entropy, on four networks",
          .varied = "Network and loss",
          .settings = settings};
}

}  // namespace spiral
