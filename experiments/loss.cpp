// Exercise 3: mean squared error with SGD, or binary cross-entropy with Adagrad, on four networks.
#include <utility>

#include "experiments/catalog.hpp"

namespace spiral {

Experiment loss() {
  using enum Source;
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
  std::vector<Claim> claims{{"loss-1", "BCE converges with Adagrad", text, "acc(3x10/bce) >= .99"},
                            {"loss-2", "BCE fails with SGD", text, "acc(3x10/bce/sgd) < .90"},
                            {"loss-3", "BCE fails with Adam", text, "acc(3x10/bce/adam) < .90"}};
  for (const std::string network : {"2x4", "2x7", "3x5", "3x10"}) {
    const std::string bce = "(" + network + "/bce)";
    const std::string mse = "(" + network + "/mse)";
    const auto claim = [&](const std::string& id, const std::string& sentence,
                           const std::string& rule) {
      claims.push_back({id + "-" + network, sentence + " in " + network, text, rule});
    };
    claim("loss-4", "BCE is as good as MSE", "abs(acc" + bce + " - acc" + mse + ") <= .02");
    claim("loss-5", "BCE smooths the training curve", "rise" + bce + " < rise" + mse);
    claim("loss-6", "BCE's boundary is thinner", "w" + bce + " < w" + mse + ", where both fit");
  }
  claims.push_back({"loss-7", "BCE's boundary is sometimes edgier", text,
                    "exists e(3x10/bce) > e(3x10/mse), where both fit"});
  return {.name = "loss",
          .summary = "Loss: mean squared error or binary cross-entropy, on four networks",
          .varied = "Network and loss",
          .cases = std::move(cases),
          .auxiliary = {{.label = "3x10/bce/sgd", .config = sgd},
                        {.label = "3x10/bce/adam", .config = adam}},
          .inherits = {{"epochs", {"150"}}, {"batch_size", {"32"}}},
          .claims = std::move(claims)};
}

}  // namespace spiral
