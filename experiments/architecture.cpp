// Exercise 1: how many hidden layers of 10 neurons?
#include "experiments/catalog.hpp"
#include "experiments/predicates.hpp"

namespace spiral {

Experiment architecture() {
  std::vector<Setting> settings;
  for (const std::int64_t depth : {1, 2, 3, 5, 10}) {
    settings.push_back({.name = value_name(depth), .hidden = layers(depth, 10), .epochs = 150});
  }
  return {
      .name = "architecture",
      .summary = "Number of hidden layers: 1, 2, 3, 5, 10",
      .varied = "Number of hidden layers",
      .settings = settings,
      .published = {{"1", 58.1, "-"},
                    {"2", 78.5, "-"},
                    {"3", 90.9, "~thin, edgy"},
                    {"5", 90.9, "~large, smooth"},
                    {"10", 100, "thin, overfit"}},
      .claims = {{"architecture-1", "One hidden layer draws only a straight line", "acc(1) < .65",
                  [](const Evidence& e) { return e.accuracy("1") < .65; }},
                 {"architecture-2", "Two layers beat one", "acc(2) > acc(1) + .05",
                  [](const Evidence& e) { return beats(e, "2", "1", .05); }},
                 {"architecture-3", "Three layers beat two", "acc(3) > acc(2) + .05",
                  [](const Evidence& e) { return beats(e, "3", "2", .05); }},
                 {"architecture-4", "Past three layers, accuracy changes little",
                  "abs(acc(5) - acc(3)) <= .02 and abs(acc(10) - acc(3)) <= .02",
                  [](const Evidence& e) {
                    return near(e.accuracy("5"), e.accuracy("3"), .02) &&
                           near(e.accuracy("10"), e.accuracy("3"), .02);
                  }},
                 {"architecture-5", "More layers make the boundary thinner", "w(10) < w(5) < w(3)",
                  [](const Evidence& e) {
                    return e.width("10") < e.width("5") && e.width("5") < e.width("3");
                  }},
                 {"architecture-6", "More layers make it less edgy", "r(10) < r(3)",
                  [](const Evidence& e) { return e.roughness("10") < e.roughness("3"); }}}};
}

}  // namespace spiral
