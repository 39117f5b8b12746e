// Exercise 2: how long to train?
#include "experiments/catalog.hpp"

namespace spiral {

Experiment epochs() {
  const Setting base{.hidden = layers(3, 7)};
  return {.name = "epochs",
          .summary = "Number of epochs: 5, 10, 20, 30, 50, 100",
          .varied = "Number of epochs",
          .settings = sweep(base, &Setting::epochs, {5, 10, 20, 30, 50, 100}),
          .published = {{"5", 59.70, "-"},
                        {"10", 68.50, "-"},
                        {"20", 67.00, "-"},
                        {"30", 94.00, "bad, large, edgy"},
                        {"50", 99.90, "~thin, edgy"},
                        {"100", 100, "~thin, ~edgy"}}};
}

}  // namespace spiral
