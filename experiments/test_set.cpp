// Exercise 4: the last model of exercise 3 on 500 points that it has never seen.
#include "experiments/catalog.hpp"

namespace spiral {

Experiment test_set() {
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
          .claims = {{"test-1", "The test score is about the validation score",
                      "abs(test_acc - acc) <= .01"}},
          .scores_last_model = true};
}

}  // namespace spiral
