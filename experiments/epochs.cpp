// Exercise 2: how long to train?
#include "experiments/catalog.hpp"

namespace spiral {

Experiment epochs() {
  const TrainConfig base{.hidden = layers(3, 7)};
  return {
      .name = "epochs",
      .summary = "Number of epochs: 5, 10, 20, 30, 50, 100",
      .varied = "Number of epochs",
      .cases = sweep(base, &TrainConfig::epochs, {5, 10, 20, 30, 50, 100})
                   .published({{"5", 59.70, "-"},
                               {"10", 68.50, "-"},
                               {"20", 67.00, "-"},
                               {"30", 94.00, "bad, large, edgy"},
                               {"50", 99.90, "~thin, edgy"},
                               {"100", 100, "~thin, ~edgy"}}),
      .claims = {{"epochs-1", "More epochs are better", "acc never falls from 5 to 100"},
                 {"epochs-2", "100 epochs separate the spirals", "acc(100) >= .99"},
                 {"epochs-3", "Longer training makes the boundary less edgy", "r(100) < r(50)"}}};
}

}  // namespace spiral
