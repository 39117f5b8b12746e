// Exercise 2: how large a batch? The notebook's cell leaves the epochs to whichever ran before it.
#include "experiments/catalog.hpp"

namespace spiral {

Experiment batch_size() {
  const TrainConfig base{.hidden = layers(3, 7), .epochs = 150};
  return {.name = "batch-size",
          .summary = "Batch size: 10, 32, 64, 128, 256, 400",
          .varied = "Batch size",
          .cases = sweep(base, &TrainConfig::batch_size, {10, 32, 64, 128, 256, 400})
                       .published({{"10", 99.20, "very thin, very edgy"},
                                   {"32", 100, "~thin, ~edgy"},
                                   {"64", 94.60, "bad, large, edgy"},
                                   {"128", 77.50, "very bad"},
                                   {"256", 65.90, "-"},
                                   {"400", 63.10, "-"}}),
          .claims = {
              {"batch-size-1", "A batch of 32 is the best, ties counted", "acc(32) >= every other"},
              {"batch-size-2", "Past 32, larger is worse",
               "acc(32) > acc(64) > acc(128) > acc(256) > acc(400)"},
              {"batch-size-3", "A batch of 10 still fits", "acc(10) >= .99"}}};
}

}  // namespace spiral
