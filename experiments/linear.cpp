// The notebook's first model: one linear layer cannot separate two spirals.
#include "experiments/catalog.hpp"

namespace spiral {

Experiment linear() {
  using enum Source;
  const TrainConfig config{.learning_rate = 0.01, .epochs = 10, .batch_size = 10};
  return {.name = "linear",
          .summary = "One linear layer: the notebook's skeleton Model",
          .varied = "Model",
          .cases = {{.label = "linear",
                     .config = config,
                     .published = Published{.accuracy_percent = 58.20,
                                            .train_error = {.2411, .2345, .2335, .2334, .2331,
                                                            .2327, .2329, .2328, .2331, .2330}}}},
          .claims = {{"linear-1", "A linear classifier cannot separate the spirals", tables,
                      "acc < .65"}},
          .plots_convergence = true,
          .before_validation = true};
}

}  // namespace spiral
