// Exercise 2: each learning rate on four networks.
#include <utility>

#include "experiments/catalog.hpp"

namespace spiral {

Experiment learning_rate() {
  Cases cases;
  for (const double rate : {0.001, 0.01, 0.1, 1.0, 10.0}) {
    for (const auto& hidden : {layers(3, 5), layers(3, 10), layers(6, 5), layers(6, 10)}) {
      cases.push_back({.label = to_text(rate) + "/" + shape_name(hidden),
                       .config = {.hidden = hidden, .learning_rate = rate, .epochs = 150}});
    }
  }
  return {.name = "learning-rate",
          .summary = "Learning rate: 0.001 to 10, each on four networks",
          .varied = "Learning rate and network",
          .cases = std::move(cases),
          .claims = {{"learning-rate-1", "0.001 does not converge",
                      "every acc(0.001/3x5, 0.001/3x10, 0.001/6x5, 0.001/6x10) < .70"},
                     {"learning-rate-2", "At 0.01 both 10-neuron models beat both 5-neuron ones",
                      "min(acc(0.01/3x10), acc(0.01/6x10)) > max(acc(0.01/3x5), acc(0.01/6x5))"},
                     {"learning-rate-3", "0.1 suits all four",
                      "every acc(0.1/3x5, 0.1/3x10, 0.1/6x5, 0.1/6x10) >= .99"},
                     {"learning-rate-4", "At 1 the 5-neuron models break",
                      "every acc(1/3x5, 1/6x5) < .90"},
                     {"learning-rate-5", "At 1 the 10-neuron models still work",
                      "every acc(1/3x10, 1/6x10) >= .95"},
                     {"learning-rate-6", "At 10 nothing learns",
                      "every acc(10/3x5, 10/3x10, 10/6x5, 10/6x10) < .65"}},
          .plots_by_learning_rate = true};
}

}  // namespace spiral
