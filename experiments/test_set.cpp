// Exercise 4: the last model of exercise 3 on 500 points that it has never seen.
#include "experiments/catalog.hpp"

namespace spiral {

Experiment test_set() {
  using enum Source;
  return {.name = "test-set",
          .summary = "A final score on 500 test points",
          .varied = "Model",
          .cases = {{.label = "test",
                     .config = {.hidden = layers(3, 10),
                                .loss = Loss::bce,
                                .optimizer = Optimizer::adagrad,
                                .epochs = 150,
                                .test_size = 500},
                     .published = Published{.accuracy_percent = 99.91}}},
          .auxiliary = {{.label = "test/mse",
                         .config = {.hidden = layers(3, 10), .epochs = 150, .test_size = 500}}},
          .claims = {{"test-1", "The BCE model is great on the test set", text,
                      "test_acc(test) >= .99"},
                     {"test-2", "So is the MSE model", text, "test_acc(test/mse) >= .99"}},
          .scores_last_model = true};
}

}  // namespace spiral
