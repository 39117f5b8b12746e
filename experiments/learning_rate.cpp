// Exercise 2: each learning rate on four networks.
#include "experiments/catalog.hpp"

namespace spiral {

Experiment learning_rate() {
  std::vector<Setting> settings;
  for (const double rate : {0.001, 0.01, 0.1, 1.0, 10.0}) {
    for (const auto& hidden : {layers(3, 5), layers(3, 10), layers(6, 5), layers(6, 10)}) {
      settings.push_back({.name = value_name(rate) + "/" + shape_name(hidden),
                          .hidden = hidden,
                          .learning_rate = rate,
                          .epochs = 150});
    }
  }
  return {.name = "learning-rate",
          .summary = "Learning rate: 0.001 to 10, each on four networks",
          .varied = "Learning rate and network",
          .settings = settings};
}

}  // namespace spiral
