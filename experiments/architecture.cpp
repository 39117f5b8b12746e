// Exercise 1: how many hidden layers of 10 neurons?
#include <utility>

#include "experiments/catalog.hpp"

namespace spiral {

Experiment architecture() {
  using enum Source;
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
      .inherits = {{"hidden",
                    {"10", "4"},
                    "The number of neurons is what the cell before has left: 10 in the document's "
                    "order; 4 where the first-model cell ran last. Both cells ran again later."}},
      .claims = {
          {"architecture-1", "One hidden layer draws only a straight line", text, "acc(1) < .65"},
          {"architecture-2", "Two layers get more of the pattern than one", text,
           "acc(2) > acc(1) + .05"},
          {"architecture-3", "There is a gap between two layers and three", text,
           "acc(3) > acc(2) + .05"},
          {"architecture-4", "Past three layers, accuracy gets not much better", text,
           "acc(5) - acc(3) <= .02 and acc(10) - acc(3) <= .02"},
          {"architecture-5", "More layers make the boundary thinner", text,
           "w(10) < w(5) < w(3), where all fit"},
          {"architecture-6", "More layers make it less edgy", text, "e(10) < e(3), where both fit"},
          {"architecture-7", "Ten layers overfit a bit", text, "over(10) > .005, where it fits"}}};
}

}  // namespace spiral
