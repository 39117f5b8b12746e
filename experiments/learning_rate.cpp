// Exercise 2: each learning rate on four networks.
#include <utility>

#include "experiments/catalog.hpp"

namespace spiral {

Experiment learning_rate() {
  using enum Source;
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
          .claims =
              {{"learning-rate-1", "0.001 does not converge in 150 epochs", text,
                "every acc(0.001/3x5, 0.001/3x10, 0.001/6x5, 0.001/6x10) < .70"},
               {"learning-rate-2", "At 0.001 the six-layer networks are in local minima", text,
                "every acc(0.001/6x5, 0.001/6x10) < .60"},
               {"learning-rate-3", "At 0.01 the 10-neuron networks pass the 5-neuron ones", text,
                "every acc(0.01/3x10, 0.01/6x10) > every acc(0.01/3x5, 0.01/6x5)"},
               {"learning-rate-4", "At 0.01 they lack time all the same", text,
                "every acc(0.01/3x10, 0.01/6x10) < .99"},
               {"learning-rate-5", "At 0.1 all exceed 99 %", text,
                "every acc(0.1/3x5, 0.1/3x10, 0.1/6x5, 0.1/6x10) > .99"},
               {"learning-rate-6", "0.1 is the best rate for all", text,
                "acc(0.1/3x5) >= every acc(0.001/3x5, 0.01/3x5, 1/3x5, 10/3x5) and "
                "acc(0.1/3x10) >= every acc(0.001/3x10, 0.01/3x10, 1/3x10, 10/3x10) and "
                "acc(0.1/6x5) >= every acc(0.001/6x5, 0.01/6x5, 1/6x5, 10/6x5) and "
                "acc(0.1/6x10) >= every acc(0.001/6x10, 0.01/6x10, 1/6x10, 10/6x10)"},
               {"learning-rate-7", "At 0.1, 6x10 converges fastest", text,
                "first_below(0.1/6x10, .01) <= every first_below(0.1/3x5, 0.1/3x10, 0.1/6x5, .01)"},
               {"learning-rate-8", "At 1 the 5-neuron networks break", text,
                "every acc(1/3x5, 1/6x5) < .90"},
               {"learning-rate-9", "At 1 they jump between minima", text,
                "every rise(1/3x5, 1/6x5) > .4"},
               {"learning-rate-10", "At 1 the 10-neuron networks are still convincing", text,
                "every acc(1/3x10, 1/6x10) >= .95"},
               {"learning-rate-11", "At 1, 6x10 is very convincing", text, "acc(1/6x10) >= .99"},
               {"learning-rate-12", "At 10 nothing learns", text,
                "every acc(10/3x5, 10/3x10, 10/6x5, 10/6x10) < .65"}},
          .plots_by_learning_rate = true};
}

}  // namespace spiral
