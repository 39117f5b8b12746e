#include <torch/torch.h>

#include <algorithm>

#include "experiments/catalog.hpp"
#include "support/catch.hpp"
#include "support/trials.hpp"

using namespace spiral;

TEST_CASE("every case of every exercise trains in an ensemble as in the torch engine",
          "[ensemble][long]") {
  for (const Experiment& experiment : catalog()) {
    for (const Case& item : experiment.cases) {
      INFO(experiment.name << " " << item.label);
      TrainConfig config = item.config;
      config.epochs = 1;
      config.val_size = 20;
      for (const TrialResult& result : train_seeds("ensemble", config, {0, 1, 2})) {
        INFO("seed " << result.key.seed);
        const TrialResult expected = train_by_torch(result.key);
        // At learning rate 10 roundings grow too large within this one epoch.
        if (config.learning_rate < 10) {
          CHECK(relative_error(result.train_error[0], expected.train_error[0]) < 1e-5);
        }
      }
    }
  }
}

TEST_CASE("an ensemble's scores and maps are the torch engine's", "[ensemble]") {
  TrainConfig config = kSmall;
  config.test_size = 50;
  config.loss = GENERATE(Loss::mse, Loss::bce);
  const std::size_t count = make_engine("ensemble", {})->max_seeds(config);
  for (const TrialResult& result : train_seeds("ensemble", config, seeds_from(0, count))) {
    INFO("seed " << result.key.seed);
    const TrialResult expected = train_by_torch(result.key);
    // No point of these seeds is so near probability 0.5 that a rounding moves it across.
    CHECK(result.validation.accuracy == expected.validation.accuracy);
    CHECK(result.validation.notebook_accuracy == expected.validation.notebook_accuracy);
    CHECK(result.test->accuracy == expected.test->accuracy);
    CHECK(result.test->notebook_accuracy == Approx(expected.test->notebook_accuracy).epsilon(1e-6));
    CHECK(result.train_accuracy == expected.train_accuracy);
    CHECK(result.boundary_width.value_or(0) ==
          Approx(expected.boundary_width.value_or(0)).margin(1e-4));
    CHECK(prediction_map(result.key, result.weights, nullptr, 0.5).predicted ==
          prediction_map(expected.key, expected.weights, nullptr, 0.5).predicted);
  }
}

TEST_CASE("while it trains each seed of an ensemble shows its own boundary", "[ensemble]") {
  const std::vector<std::uint64_t> seeds{4, 5};
  std::vector<PredictionMap> last(seeds.size());
  CallingObserver observer;
  observer.epoch_ends = [&](const EpochEnd& end) {
    if (end.epoch == kSmall.epochs) last[end.trial] = end.map_prediction(0.5);
  };
  make_engine("ensemble", {})->train(kSmall, {}, seeds, observer);
  for (std::size_t i = 0; i < seeds.size(); ++i) {
    const TrialResult expected = train_by_torch({.config = kSmall, .seed = seeds[i]});
    const auto probability =
        prediction_map(expected.key, expected.weights, nullptr, 0.5).grid.values;
    REQUIRE(last[i].grid.values.size() == probability.size());
    for (std::size_t k = 0; k < probability.size(); ++k) {
      CHECK(last[i].grid.values[k] == Approx(probability[k]).margin(1e-5));
    }
  }
}
