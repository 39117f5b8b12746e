// Exercise 2: which optimizer? SGD at 0.1, the others at 0.01, as in the notebook.
#include "experiments/catalog.hpp"
#include "experiments/predicates.hpp"

namespace spiral {

Experiment optimizer() {
  using enum Optimizer;
  const Setting base{.hidden = layers(3, 7), .learning_rate = 0.01, .epochs = 150};
  auto settings = sweep(base, &Setting::optimizer, {sgd, adam, rmsprop, adadelta, adagrad});
  settings.front().learning_rate = 0.1;
  return {.name = "optimizer",
          .summary = "Optimizer: SGD, Adam, RMSprop, Adadelta, Adagrad",
          .varied = "Optimizer",
          .settings = settings,
          .published = {{"sgd", 100, "thin, ~smooth"},
                        {"adam", 95.10, "bad, overfit"},
                        {"rmsprop", 90.50, "bad, overfit"},
                        {"adadelta", 59.30, "-"},
                        {"adagrad", 60.30, "-"}},
          .claims = {{"optimizer-1", "SGD is the best, ties counted", "acc(sgd) >= every other",
                      [](const Evidence& e) {
                        return is_best(e, "sgd", {"adam", "rmsprop", "adadelta", "adagrad"});
                      }},
                     {"optimizer-2", "SGD is the best by far", "acc(sgd) >= every other + .02",
                      [](const Evidence& e) {
                        return is_best(e, "sgd", {"adam", "rmsprop", "adadelta", "adagrad"}, .02);
                      }},
                     {"optimizer-3", "Adadelta and Adagrad are both very bad", "both acc < .70",
                      [](const Evidence& e) {
                        return all_below(e, {"adadelta", "adagrad"}, .70);
                      }},
                     {"optimizer-4", "Adam and RMSprop both still perform well", "both acc >= .90",
                      [](const Evidence& e) {
                        return all_at_least(e, {"adam", "rmsprop"}, .90);
                      }}}};
}

}  // namespace spiral
