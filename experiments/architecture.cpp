// Exercise 1: how many hidden layers of 10 neurons?
#include <utility>

#include "experiments/catalog.hpp"

namespace spiral {

Experiment architecture() {
  Cases cases;
  for (const std::int64_t depth : {1, 2, 3, 5, 10}) {
    cases.push_back(
        {.label = to_text(depth), .config = {.hidden = layers(depth, 10), .epochs = 150}});
  }
  return {
      .name = "architecture",
      .summary = "Number of hidden layers: 1, 2, 3, 5, 10",
      .varied = "Number of hidden layers",
      .cases = std::move(cases).published({{"1", 58.1, "-"},
                                           {"2", 78.5, "-"},
                                           {"3", 90.9, "~thin, edgy"},
                                           {"5", 90.9, "~large, smooth"},
                                           {"10", 100, "thin, overfit"}}),
      .claims = {{"architecture-1", "One hidden layer draws only a straight line", "acc(1) < .65"},
                 {"architecture-2", "Two layers beat one", "acc(2) > acc(1) + .05"},
                 {"architecture-3", "Three layers beat two", "acc(3) > acc(2) + .05"},
                 {"architecture-4", "Past three layers, accuracy changes little",
                  "abs(acc(5) - acc(3)) <= .02 and abs(acc(10) - acc(3)) <= .02"},
                 {"architecture-5", "More layers make the boundary thinner", "w(10) < w(5) < w(3)"},
                 {"architecture-6", "More layers make it less edgy", "r(10) < r(3)"}}};
}

}  // namespace spiral
