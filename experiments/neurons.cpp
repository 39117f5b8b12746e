// Exercise 1: how many neurons in each of 3 hidden layers?
#include <utility>

#include "experiments/catalog.hpp"

namespace spiral {

Experiment neurons() {
  using enum Source;
  Cases cases;
  for (const std::int64_t width : {3, 5, 7, 10, 50, 100}) {
    cases.push_back(
        {.label = to_text(width), .config = {.hidden = layers(3, width), .epochs = 150}});
  }
  return {
      .name = "neurons",
      .summary = "Neurons per hidden layer: 3, 5, 7, 10, 50, 100",
      .varied = "Neurons per hidden layer",
      .cases = std::move(cases).published({{"3", 65.70, "-"},
                                           {"5", 99.30, "~large, very edgy"},
                                           {"7", 99.70, "thin, edgy"},
                                           {"10", 99.90, "~thin, ~edgy"},
                                           {"50", 100, "~thin, smooth"},
                                           {"100", 100, "~thin, smooth"}}),
      .auxiliary = {{.label = "1", .config = {.hidden = layers(3, 1), .epochs = 150}}},
      .claims = {
          {"neurons-1", "From 3 neurons on a network can fit", text, "exists acc(3) >= .99"},
          {"neurons-2", "With one neuron a layer it follows a U at most", text, "acc(1) < .80"},
          {"neurons-3", "From 5 neurons on it fits", tables, "every acc(5, 7, 10, 50, 100) >= .99"},
          {"neurons-4", "More neurons never hurt", tables, "acc never falls by more than .005"},
          {"neurons-5", "More neurons make the boundary smoother", words,
           "e(100) < e(5), where both fit"}}};
}

}  // namespace spiral
