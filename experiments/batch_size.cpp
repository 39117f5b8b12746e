// Exercise 2: how large a batch? The notebook's cell leaves the epochs to whichever ran before it.
#include "experiments/catalog.hpp"

namespace spiral {

Experiment batch_size() {
  using enum Source;
  const TrainConfig base{.hidden = layers(3, 7), .epochs = 150};
  return {
      .name = "batch-size",
      .summary = "Batch size: 10, 32, 64, 128, 256, 400",
      .varied = "Batch size",
      .cases = sweep(base, &TrainConfig::batch_size, {10, 32, 64, 128, 256, 400})
                   .published({{"10", 99.20, "very thin, very edgy"},
                               {"32", 100, "~thin, ~edgy"},
                               {"64", 94.60, "bad, large, edgy"},
                               {"128", 77.50, "very bad"},
                               {"256", 65.90, "-"},
                               {"400", 63.10, "-"}}),
      .inherits = {{"epochs",
                    {"150", "100"},
                    "All six figures are titled Batch Size : 64. That is the global value, which "
                    "only the working-model cell sets, together with 100 epochs."}},
      .claims = {{"batch-size-1", "A batch of 32 fits", text, "acc(32) >= .99"},
                 {"batch-size-2", "A batch of 10 still fits", text, "acc(10) >= .99"},
                 {"batch-size-3", "Batches of 400 make too few updates", text, "acc(400) < .90"}}};
}

}  // namespace spiral
