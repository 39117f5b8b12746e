// Exercise 2: which optimizer? SGD at 0.1, the others at 0.01, as in the notebook.
#include <utility>

#include "experiments/catalog.hpp"

namespace spiral {

Experiment optimizer() {
  using enum Optimizer;
  const TrainConfig base{.hidden = layers(3, 7), .learning_rate = 0.01, .epochs = 150};
  Cases cases = sweep(base, &TrainConfig::optimizer, {sgd, adam, rmsprop, adadelta, adagrad});
  cases.front().config.learning_rate = 0.1;
  return {.name = "optimizer",
          .summary = "Optimizer: SGD, Adam, RMSprop, Adadelta, Adagrad",
          .varied = "Optimizer",
          .cases = std::move(cases).published({{"sgd", 100, "thin, ~smooth"},
                                               {"adam", 95.10, "bad, overfit"},
                                               {"rmsprop", 90.50, "bad, overfit"},
                                               {"adadelta", 59.30, "-"},
                                               {"adagrad", 60.30, "-"}}),
          .claims = {{"optimizer-1", "SGD is the best, ties counted", "acc(sgd) >= every other"},
                     {"optimizer-2", "SGD is the best by far", "acc(sgd) >= every other + .02"},
                     {"optimizer-3", "Adadelta and Adagrad are both very bad",
                      "every acc(adadelta, adagrad) < .70"},
                     {"optimizer-4", "Adam and RMSprop both still perform well",
                      "every acc(adam, rmsprop) >= .90"}}};
}

}  // namespace spiral
