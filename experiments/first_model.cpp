// The first network with hidden layers, trained too briefly to be any better.
#include "experiments/catalog.hpp"

namespace spiral {

Experiment first_model() {
  return {.name = "first-model",
          .summary = "A first network, 3 layers of 4 neurons for 10 epochs",
          .varied = "Model",
          .settings = {{.name = "first",
                        .hidden = layers(3, 4),
                        .learning_rate = 0.01,
                        .epochs = 10,
                        .batch_size = 10}},
          .plots_convergence = true,
          .published = {{"first", 53.40}},
          .claims = {{"first-1", "After 10 epochs 3x4 is no better than a line", "acc < .65",
                      [](const Evidence& e) { return e.accuracy("first") < .65; }}}};
}

}  // namespace spiral
