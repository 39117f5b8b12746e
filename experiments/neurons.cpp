// Exercise 1: how many neurons in each of 3 hidden layers?
#include <utility>

#include "experiments/catalog.hpp"

namespace spiral {

Experiment neurons() {
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
      .claims = {{"neurons-1", "3 neurons are too few", "acc(3) < .80"},
                 {"neurons-2", "From 5 neurons on it fits", "every acc(5, 7, 10, 50, 100) >= .99"},
                 {"neurons-3", "More neurons never hurt", "acc never falls by more than .005"},
                 {"neurons-4", "More neurons make the boundary smoother", "r(100) < r(5)"}}};
}

}  // namespace spiral
