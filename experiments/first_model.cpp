// The first network with hidden layers, trained too briefly to be any better.
#include "experiments/catalog.hpp"

namespace spiral {

Experiment first_model() {
  return {.name = "first-model",
          .summary = "A first network, 3 layers of 4 neurons for 10 epochs",
          .varied = "Model",
          .cases = {{.label = "first",
                     .config = {.hidden = layers(3, 4),
                                .learning_rate = 0.01,
                                .epochs = 10,
                                .batch_size = 10},
                     .published = Published{.accuracy_percent = 53.40}}},
          .claims = {{"first-1", "After 10 epochs 3x4 is no better than a line", "acc < .65"}},
          .plots_convergence = true};
}

}  // namespace spiral
