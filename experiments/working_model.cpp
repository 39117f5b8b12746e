// A network that solves the problem.
#include "experiments/catalog.hpp"

namespace spiral {

Experiment working_model() {
  using enum Source;
  return {.name = "working-model",
          .summary = "A network that works, 3 layers of 10 neurons for 100 epochs",
          .varied = "Model",
          .cases = {{.label = "working",
                     .config = {.hidden = layers(3, 10), .epochs = 100, .batch_size = 64},
                     .published = Published{.accuracy_percent = 99.90}}},
          .claims = {{"working-1", "3x10 is an excellent model", text, "acc >= .99"}},
          .plots_convergence = true};
}

}  // namespace spiral
