// A network that solves the problem.
#include "experiments/catalog.hpp"

namespace spiral {

Experiment working_model() {
  return {
      .name = "working-model",
      .summary = "A network that works, 3 layers of 10 neurons for 100 epochs",
      .varied = "Model",
      .settings = {{.name = "working", .hidden = layers(3, 10), .epochs = 100, .batch_size = 64}},
      .plots_convergence = true,
      .published = {{"working", 99.90}},
      .claims = {{"working-1", "3x10 separates the spirals", "acc >= .99",
                  [](const Evidence& e) { return e.accuracy("working") >= .99; }}}};
}

}  // namespace spiral
