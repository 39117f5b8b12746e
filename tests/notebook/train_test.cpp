#include "notebook/train.hpp"

#include <torch/torch.h>

#include <cmath>

#include "core/epoch_error.hpp"
#include "core/training_observer.hpp"
#include "notebook/criterion.hpp"
#include "notebook/random_state.hpp"
#include "support/catch.hpp"

using namespace spiral;

namespace {

/// Three equal points: every batch has the same loss, whatever the order.
const Dataset kEqualPoints{at::ones({3, 2}), at::ones({3}, at::kInt)};

const TrainHooks kNoHooks{.goes_on = [](std::int64_t, double) { return true; },
                          .stop_requested = [] { return false; }};

}  // namespace

TEST_CASE("the train error weighs a short batch as it is asked to: the notebook's like a full one",
          "[notebook]") {
  const TrainConfig config{.hidden = {4}, .learning_rate = 1e-30, .epochs = 1, .batch_size = 2};
  at::Generator generator = seeded_generator(0);
  const auto model = make_model(config, generator);
  const double loss =
      mean_loss(Loss::mse, model->forward(kEqualPoints.inputs), at::ones({3, 1})).item<double>();
  const auto errors = [&](std::int64_t last_batch) {
    return train(config, *model, kEqualPoints, last_batch, generator, kNoHooks);
  };
  CHECK(errors(config.batch_size) == std::vector<double>{loss * 2 / 3 + loss * 2 / 3});
  CHECK(errors(points_in_last_batch(2, 3)) == std::vector<double>{loss * 2 / 3 + loss * 1 / 3});
  CHECK(points_in_last_batch(2, 4) == 2);
}

TEST_CASE("training tells of every epoch as it ends", "[notebook]") {
  const TrainConfig config{.hidden = {4}, .epochs = 3, .batch_size = 2};
  at::Generator generator = seeded_generator(0);
  const auto model = make_model(config, generator);
  std::vector<std::int64_t> epochs;
  std::vector<double> errors;
  TrainHooks hooks = kNoHooks;
  hooks.goes_on = [&](std::int64_t epoch, double error) {
    epochs.push_back(epoch);
    errors.push_back(error);
    return true;
  };
  CHECK(train(config, *model, kEqualPoints, config.batch_size, generator, hooks) == errors);
  CHECK(epochs == std::vector<std::int64_t>{1, 2, 3});
  CHECK(errors[2] < errors[0]);
}

TEST_CASE("training stops between two batches when asked", "[notebook]") {
  const TrainConfig config{.hidden = {4}, .epochs = 1000, .batch_size = 1};
  at::Generator generator = seeded_generator(0);
  const auto model = make_model(config, generator);
  int asked = 0;
  TrainHooks hooks = kNoHooks;
  hooks.stop_requested = [&] { return ++asked == 5; };
  CHECK_THROWS_AS(train(config, *model, kEqualPoints, config.batch_size, generator, hooks),
                  Interrupted);
  CHECK(asked == 5);
}

TEST_CASE("a training that diverges goes on to its end with NaN", "[notebook]") {
  const TrainConfig config{
      .hidden = {4, 4}, .loss = Loss::bce, .learning_rate = 1e30, .epochs = 5, .batch_size = 1};
  at::Generator generator = seeded_generator(0);
  const Dataset dataset = generate_data(20, 0.3, generator);
  const auto model = make_model(config, generator);
  const auto error = train(config, *model, dataset, config.batch_size, generator, kNoHooks);
  REQUIRE(error.size() == 5);
  CHECK(std::isnan(error.back()));
}

TEST_CASE("a training ends with the epoch that is said to be enough", "[notebook]") {
  const TrainConfig config{.hidden = {4}, .epochs = 1000, .batch_size = 2};
  at::Generator generator = seeded_generator(0);
  const auto model = make_model(config, generator);
  TrainHooks hooks = kNoHooks;
  hooks.goes_on = [](std::int64_t epoch, double) { return epoch < 3; };
  CHECK(train(config, *model, kEqualPoints, config.batch_size, generator, hooks).size() == 3);
}

TEST_CASE("a training takes from its generator what winding forward takes", "[notebook]") {
  const TrainConfig config{.hidden = {4, 3}, .epochs = 3, .batch_size = 2};
  at::Generator trained = seeded_generator(7);
  at::Generator wound = seeded_generator(7);
  const auto model = make_model(config, trained);
  train(config, *model, kEqualPoints, config.batch_size, trained, kNoHooks);
  wind_forward(wound, random_numbers(config));
  CHECK(at::equal(trained.get_state(), wound.get_state()));
}

TEST_CASE("autograd can go on with a model that was trained without its graph", "[notebook]") {
  const TrainConfig config{.hidden = {4, 3}, .epochs = 1, .batch_size = 2};
  at::Generator generator = seeded_generator(7);
  const auto model = make_model(config, generator);
  train(config, *model, kEqualPoints, config.batch_size, generator, kNoHooks);
  mean_loss(Loss::mse, model->forward(kEqualPoints.inputs), at::ones({3, 1})).backward();
  for (const at::Tensor& parameter : model->parameters()) {
    CHECK(parameter.grad().isfinite().all().item<bool>());
  }
}
