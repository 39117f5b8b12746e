// Exercise 2: each learning rate on four networks.
#include <algorithm>

#include "experiments/catalog.hpp"
#include "experiments/predicates.hpp"

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
  return {
      .name = "learning-rate",
      .summary = "Learning rate: 0.001 to 10, each on four networks",
      .varied = "Learning rate and network",
      .settings = settings,
      .claims = {
          {"learning-rate-1", "0.001 does not converge", "all four acc < .70",
           [](const Evidence& e) {
             return all_below(e, {"0.001/3x5", "0.001/3x10", "0.001/6x5", "0.001/6x10"}, .70);
           }},
          {"learning-rate-2", "At 0.01 both 10-neuron models beat both 5-neuron ones",
           "the lower acc of 3x10, 6x10 > the higher of 3x5, 6x5",
           [](const Evidence& e) {
             return std::min(e.accuracy("0.01/3x10"), e.accuracy("0.01/6x10")) >
                    std::max(e.accuracy("0.01/3x5"), e.accuracy("0.01/6x5"));
           }},
          {"learning-rate-3", "0.1 suits all four", "all four acc >= .99",
           [](const Evidence& e) {
             return all_at_least(e, {"0.1/3x5", "0.1/3x10", "0.1/6x5", "0.1/6x10"}, .99);
           }},
          {"learning-rate-4", "At 1 the 5-neuron models break", "both acc < .90",
           [](const Evidence& e) {
             return all_below(e, {"1/3x5", "1/6x5"}, .90);
           }},
          {"learning-rate-5", "At 1 the 10-neuron models still work", "both acc >= .95",
           [](const Evidence& e) {
             return all_at_least(e, {"1/3x10", "1/6x10"}, .95);
           }},
          {"learning-rate-6", "At 10 nothing learns", "all four acc < .65", [](const Evidence& e) {
             return all_below(e, {"10/3x5", "10/3x10", "10/6x5", "10/6x10"}, .65);
           }}}};
}

}  // namespace spiral
