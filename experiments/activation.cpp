// Exercise 1: which activation between the hidden layers?
#include "experiments/catalog.hpp"

namespace spiral {

Experiment activation() {
  using enum Activation;
  const Setting base{.hidden = layers(3, 10), .epochs = 200};
  return {.name = "activation",
          .summary = "Activation function: relu, sigmoid, tanh, elu, identity",
          .varied = "Activation function",
          .settings = sweep(base, &Setting::activation, {relu, sigmoid, tanh, elu, identity}),
          .published = {{"relu", 99.80, "~thin, ~smooth"},
                        {"sigmoid", 78.70, "very bad"},
                        {"tanh", 99.90, "~thin, ~edgy"},
                        {"elu", 99.90, "thin, ~smooth"},
                        {"identity", 58.60, "-"}}};
}

}  // namespace spiral
