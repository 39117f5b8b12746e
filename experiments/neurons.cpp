// Exercise 1: how many neurons in each of 3 hidden layers?
#include "experiments/catalog.hpp"

namespace spiral {

Experiment neurons() {
  std::vector<Setting> settings;
  for (const std::int64_t width : {3, 5, 7, 10, 50, 100}) {
    settings.push_back({.name = value_name(width), .hidden = layers(3, width), .epochs = 150});
  }
  return {.name = "neurons",
          .summary = "Neurons per hidden layer: 3, 5, 7, 10, 50, 100",
          .varied = "Neurons per hidden layer",
          .settings = settings,
          .published = {{"3", 65.70, "-"},
                        {"5", 99.30, "~large, very edgy"},
                        {"7", 99.70, "thin, edgy"},
                        {"10", 99.90, "~thin, ~edgy"},
                        {"50", 100, "~thin, smooth"},
                        {"100", 100, "~thin, smooth"}}};
}

}  // namespace spiral
