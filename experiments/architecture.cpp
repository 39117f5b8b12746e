// Exercise 1: how many hidden layers of 10 neurons?
#include "experiments/catalog.hpp"

namespace spiral {

Experiment architecture() {
  std::vector<Setting> settings;
  for (const std::int64_t depth : {1, 2, 3, 5, 10}) {
    settings.push_back({.name = value_name(depth), .hidden = layers(depth, 10), .epochs = 150});
  }
  return {.name = "architecture",
          .summary = "Number of hidden layers: 1, 2, 3, 5, 10",
          .varied = "Number of hidden layers",
          .settings = settings,
          .published = {{"1", 58.1, "-"},
                        {"2", 78.5, "-"},
                        {"3", 90.9, "~thin, edgy"},
                        {"5", 90.9, "~large, smooth"},
                        {"10", 100, "thin, overfit"}}};
}

}  // namespace spiral
