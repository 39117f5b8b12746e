// Exercise 2: which optimizer? SGD at 0.1, the others at 0.01, as in the notebook.
#include <utility>

#include "experiments/catalog.hpp"

namespace spiral {

Experiment optimizer() {
  using enum Source;
  using enum Optimizer;
  const TrainConfig base{.hidden = layers(3, 7), .learning_rate = 0.01, .epochs = 150};
  Cases cases = sweep(base, &TrainConfig::optimizer, {sgd, adam, rmsprop, adadelta, adagrad});
  cases.front().config.learning_rate = 0.1;
  return {
      .name = "optimizer",
      .summary = "Optimizer: SGD, Adam, RMSprop, Adadelta, Adagrad",
      .varied = "Optimizer",
      .cases = std::move(cases).published({{"sgd", 100, "thin, ~smooth"},
                                           {"adam", 95.10, "bad, overfit"},
                                           {"rmsprop", 90.50, "bad, overfit"},
                                           {"adadelta", 59.30, "-"},
                                           {"adagrad", 60.30, "-"}}),
      .inherits = {{"epochs",
                    {"150", "100"},
                    "The cell ran after batch-size's, whose figures speak for the 100 epochs that "
                    "the working-model cell sets."},
                   {"batch_size", {"32"}}},
      .claims = {{"optimizer-1", "SGD is the best", text, "acc(sgd) > every other"},
                 {"optimizer-2", "SGD is the best by far", text, "acc(sgd) >= every other + .02"},
                 {"optimizer-3", "Adadelta is very bad", text, "acc(adadelta) < .70"},
                 {"optimizer-4", "Adagrad is very bad", text, "acc(adagrad) < .70"},
                 {"optimizer-5", "Adam and RMSprop still perform well", text,
                  "every acc(adam, rmsprop) >= .90"},
                 {"optimizer-6", "Adam overfits", text, "over(adam) > .005"},
                 {"optimizer-7", "RMSprop overfits", text, "over(rmsprop) > .005"}}};
}

}  // namespace spiral
