// Exercise 1: which activation between the hidden layers?
#include "experiments/catalog.hpp"

namespace spiral {

Experiment activation() {
  using enum Activation;
  const TrainConfig base{.hidden = layers(3, 10), .epochs = 200};
  return {
      .name = "activation",
      .summary = "Activation function: relu, sigmoid, tanh, elu, identity",
      .varied = "Activation function",
      .cases = sweep(base, &TrainConfig::activation, {relu, sigmoid, tanh, elu, identity})
                   .published({{"relu", 99.80, "~thin, ~smooth"},
                               {"sigmoid", 78.70, "very bad"},
                               {"tanh", 99.90, "~thin, ~edgy"},
                               {"elu", 99.90, "thin, ~smooth"},
                               {"identity", 58.60, "-"}}),
      .claims = {
          {"activation-1", "ReLU performs very well", "acc(relu) >= .99"},
          {"activation-2", "ELU is the best, ties counted", "acc(elu) >= every other"},
          {"activation-3", "Tanh beats sigmoid", "acc(tanh) > acc(sigmoid) + .05"},
          {"activation-4", "Without an activation the network is linear", "acc(identity) < .65"},
          {"activation-5", "ELU's boundary is smoother than ReLU's", "r(elu) < r(relu)"}}};
}

}  // namespace spiral
