// Exercise 3: mean squared error with SGD, or binary cross-entropy with Adagrad, on four networks.
#include "experiments/catalog.hpp"
#include "experiments/predicates.hpp"

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
  Setting sgd = settings.back();
  sgd.name = "3x10/bce/sgd";
  sgd.optimizer = Optimizer::sgd;
  Setting adam = sgd;
  adam.name = "3x10/bce/adam";
  adam.optimizer = Optimizer::adam;
  return {
      .name = "loss",
      .summary = "Loss: mean squared error or binary cross-entropy, on four networks",
      .varied = "Network and loss",
      .settings = settings,
      .claims = {{"loss-1", "BCE with Adagrad converges", "acc(3x10/bce) >= .99",
                  [](const Evidence& e) { return e.accuracy("3x10/bce") >= .99; }},
                 {"loss-2", "BCE is as good as MSE", "abs(difference) <= .02 for 3x10",
                  [](const Evidence& e) {
                    return near(e.accuracy("3x10/bce"), e.accuracy("3x10/mse"), .02);
                  }},
                 {"loss-3", "BCE fails with SGD and with Adam, both", "both acc < .90, 3x10 at 0.1",
                  [](const Evidence& e) {
                    return all_below(e, {"3x10/bce/sgd", "3x10/bce/adam"}, .90);
                  }},
                 {"loss-4", "BCE smooths the training curve",
                  "share of epochs in which the train error rises: bce < mse, 3x10",
                  [](const Evidence& e) { return e.rising("3x10/bce") < e.rising("3x10/mse"); }},
                 {"loss-5", "BCE's boundary is thinner", "w(3x10/bce) < w(3x10/mse)",
                  [](const Evidence& e) { return e.width("3x10/bce") < e.width("3x10/mse"); }}},
      .probes = {sgd, adam}};
}

}  // namespace spiral
