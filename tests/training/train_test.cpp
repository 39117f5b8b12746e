#include "training/train.hpp"

#include <torch/torch.h>

#include <cmath>

#include "data/random_state.hpp"
#include "support/catch.hpp"
#include "training/loss.hpp"

using namespace spiral;

namespace {

/// Three equal points: every batch has the same loss, whatever the order.
const Dataset kEqualPoints{at::ones({3, 2}), at::ones({3}, at::kInt)};

}  // namespace

TEST_CASE("the train error weighs a short batch like a full one, the notebook's quirk",
          "[training]") {
  const Setting setting{.hidden = {4}, .learning_rate = 1e-30, .epochs = 1, .batch_size = 2};
  at::Generator generator = seeded_generator(0);
  const auto model = make_model(setting, generator);
  const double loss =
      compute_loss(Loss::mse, model->forward(kEqualPoints.inputs), at::ones({3, 1})).item<double>();
  const auto error = train(setting, *model, kEqualPoints, generator, TrainObserver{});
  CHECK(error == std::vector<double>{loss * 2 / 3 + loss * 2 / 3});
}

TEST_CASE("training tells of every epoch as it ends", "[training]") {
  const Setting setting{.hidden = {4}, .epochs = 3, .batch_size = 2};
  at::Generator generator = seeded_generator(0);
  const auto model = make_model(setting, generator);
  std::vector<std::int64_t> epochs;
  std::vector<double> errors;
  const TrainObserver observer{.on_epoch = [&](std::int64_t epoch, double error) {
    epochs.push_back(epoch);
    errors.push_back(error);
  }};
  CHECK(train(setting, *model, kEqualPoints, generator, observer) == errors);
  CHECK(epochs == std::vector<std::int64_t>{1, 2, 3});
  CHECK(errors[2] < errors[0]);
}

TEST_CASE("training stops between two batches when asked", "[training]") {
  const Setting setting{.hidden = {4}, .epochs = 1000, .batch_size = 1};
  at::Generator generator = seeded_generator(0);
  const auto model = make_model(setting, generator);
  int asked = 0;
  const TrainObserver observer{.stop_requested = [&] { return ++asked == 5; }};
  CHECK_THROWS_AS(train(setting, *model, kEqualPoints, generator, observer), Interrupted);
  CHECK(asked == 5);
}

TEST_CASE("a training that diverges goes on to its end with NaN", "[training]") {
  const Setting setting{
      .hidden = {4, 4}, .loss = Loss::bce, .learning_rate = 1e30, .epochs = 5, .batch_size = 1};
  at::Generator generator = seeded_generator(0);
  const Dataset dataset = generate_data(20, 0.3, generator);
  const auto model = make_model(setting, generator);
  const auto error = train(setting, *model, dataset, generator, TrainObserver{});
  REQUIRE(error.size() == 5);
  CHECK(std::isnan(error.back()));
}
