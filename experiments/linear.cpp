// The notebook's first model: one linear layer cannot separate two spirals.
#include "experiments/catalog.hpp"

namespace spiral {

Experiment linear() {
  return {.name = "linear",
          .summary = "One linear layer: the notebook's skeleton Model",
          .varied = "Model",
          .settings = {{.name = "linear", .learning_rate = 0.01, .epochs = 10, .batch_size = 10}},
          .plots_convergence = true,
          .published = {{"linear",
                         58.20,
                         "",
                         {.2411, .2345, .2335, .2334, .2331, .2327, .2329, .2328, .2331, .2330}}},
          .claims = {{"linear-1", "A linear classifier cannot separate the spirals", "acc < .65",
                      [](const Evidence& e) { return e.accuracy("linear") < .65; }}}};
}

}  // namespace spiral
