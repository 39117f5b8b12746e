// Exercise 1: which activation between the hidden layers?
#include "experiments/catalog.hpp"

namespace spiral {

Experiment activation() {
  using enum Source;
  using enum Activation;
  const TrainConfig base{.hidden = layers(3, 10), .epochs = 200};
  return {.name = "activation",
          .summary = "Activation function: relu, sigmoid, tanh, elu, identity",
          .varied = "Activation function",
          .cases = sweep(base, &TrainConfig::activation, {relu, sigmoid, tanh, elu, identity})
                       .published({{"relu", 99.80, "~thin, ~smooth"},
                                   {"sigmoid", 78.70, "very bad"},
                                   {"tanh", 99.90, "~thin, ~edgy"},
                                   {"elu", 99.90, "thin, ~smooth"},
                                   {"identity", 58.60, "-"}}),
          .claims = {{"activation-1", "ReLU performs very well", text, "acc(relu) >= .99"},
                     {"activation-2", "ELU is the best", text, "acc(elu) > every other"},
                     {"activation-3", "Tanh beats sigmoid", text, "acc(tanh) > acc(sigmoid) + .05"},
                     {"activation-4", "Without an activation the network is linear", tables,
                      "acc(identity) < .65"},
                     {"activation-5", "ELU's boundary is smoother than ReLU's", text,
                      "e(elu) < e(relu), where both fit"},
                     {"activation-6", "Tanh's boundary is smoother than ReLU's, too", text,
                      "e(tanh) < e(relu), where both fit"}}};
}

}  // namespace spiral
