// The first network with hidden layers, trained too briefly to be any better.
#include "experiments/catalog.hpp"

namespace spiral {

Experiment first_model() {
  using enum Source;
  return {.name = "first-model",
          .summary = "A first network, 3 layers of 4 neurons for 10 epochs",
          .varied = "Model",
          .cases = {{.label = "first",
                     .config = {.hidden = layers(3, 4),
                                .learning_rate = 0.01,
                                .epochs = 10,
                                .batch_size = 10},
                     .published = Published{.accuracy_percent = 53.40}}},
          .claims = {{"first-1", "3x4 does not work after 10 epochs", text, "acc < .65"}},
          .plots_convergence = true};
}

}  // namespace spiral
