// Exercise 2: how long to train?
#include "experiments/catalog.hpp"

namespace spiral {

Experiment epochs() {
  using enum Source;
  const TrainConfig base{.hidden = layers(3, 7)};
  return {.name = "epochs",
          .summary = "Number of epochs: 5, 10, 20, 30, 50, 100",
          .varied = "Number of epochs",
          .cases = sweep(base, &TrainConfig::epochs, {5, 10, 20, 30, 50, 100})
                       .published({{"5", 59.70, "-"},
                                   {"10", 68.50, "-"},
                                   {"20", 67.00, "-"},
                                   {"30", 94.00, "bad, large, edgy"},
                                   {"50", 99.90, "~thin, edgy"},
                                   {"100", 100, "~thin, ~edgy"}}),
          .claims = {{"epochs-1", "More epochs are better", text, "acc never falls from 5 to 100"},
                     {"epochs-2", "100 epochs solve it", tables, "acc(100) >= .99"},
                     {"epochs-3", "Longer training makes the boundary less edgy", text,
                      "e(100) < e(50), where both fit"},
                     {"epochs-4", "Longer training does not overfit", text, "over(100) <= .005"}}};
}

}  // namespace spiral
