#include "notebook/early_stop.hpp"

#include <torch/torch.h>

#include "notebook/random_state.hpp"
#include "support/catch.hpp"

using namespace spiral;

namespace {

/// One point of class 1 at the origin: the loss is the lower, the larger the bias.
const Dataset kOnePoint{at::zeros({1, 2}), at::ones({1}, at::kInt)};

std::shared_ptr<MultiLayerModel> linear() {
  at::Generator generator = seeded_generator(0);
  return make_model(TrainConfig{}, generator);
}

}  // namespace

TEST_CASE("a training is enough after the patience's epochs without a lower loss", "[notebook]") {
  const auto model = linear();
  EarlyStop early_stop(*model, Loss::mse, kOnePoint, 2);
  const auto after = [&](std::int64_t epoch, float bias) {
    set_weights(*model, {0, 0, bias});
    return early_stop.is_enough(epoch);
  };
  CHECK_FALSE(after(1, 1));
  CHECK_FALSE(after(2, 0));
  CHECK_FALSE(after(3, 2));
  CHECK_FALSE(after(4, 2));
  CHECK(after(5, 1));
  CHECK(early_stop.restore_best() == 3);
  CHECK(weights_of(*model) == std::vector<float>{0, 0, 2});
}

TEST_CASE("where no loss is a number no epoch is the best", "[notebook]") {
  const auto model = linear();
  EarlyStop early_stop(*model, Loss::mse, kOnePoint, 2);
  set_weights(*model, {0, 0, std::numeric_limits<float>::quiet_NaN()});
  CHECK_FALSE(early_stop.is_enough(1));
  CHECK(early_stop.is_enough(2));
  CHECK(early_stop.restore_best() == std::nullopt);
}

TEST_CASE("a loss that is not a number is never the best", "[notebook]") {
  const auto model = linear();
  EarlyStop early_stop(*model, Loss::mse, kOnePoint, 2);
  set_weights(*model, {0, 0, 1});
  CHECK_FALSE(early_stop.is_enough(1));
  set_weights(*model, {0, 0, std::numeric_limits<float>::quiet_NaN()});
  CHECK_FALSE(early_stop.is_enough(2));
  CHECK(early_stop.is_enough(3));
  CHECK(early_stop.restore_best() == 1);
  CHECK(weights_of(*model) == std::vector<float>{0, 0, 1});
}
