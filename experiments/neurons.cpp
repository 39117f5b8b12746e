// Exercise 1: how many neurons in each of 3 hidden layers?
#include "experiments/catalog.hpp"
#include "experiments/predicates.hpp"

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
                        {"100", 100, "~thin, smooth"}},
          .claims = {{"neurons-1", "3 neurons are too few", "acc(3) < .80",
                      [](const Evidence& e) { return e.accuracy("3") < .80; }},
                     {"neurons-2", "From 5 neurons on it fits", "every acc(n >= 5) >= .99",
                      [](const Evidence& e) {
                        return all_at_least(e, {"5", "7", "10", "50", "100"}, .99);
                      }},
                     {"neurons-3", "More neurons never hurt", "each acc >= the one before - .005",
                      [](const Evidence& e) {
                        return never_falls(e, {"3", "5", "7", "10", "50", "100"}, .005);
                      }},
                     {"neurons-4", "More neurons make the boundary smoother", "r(100) < r(5)",
                      [](const Evidence& e) { return e.roughness("100") < e.roughness("5"); }}}};
}

}  // namespace spiral
