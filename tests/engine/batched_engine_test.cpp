#include "engine/batched_engine.hpp"

#include <torch/torch.h>

#include <numeric>

#include "engine/torch_engine.hpp"
#include "experiments/catalog.hpp"
#include "support/catch.hpp"
#include "support/trials.hpp"

using namespace spiral;

TEST_CASE("every setting of every exercise trains batched as in the torch engine",
          "[batched][long]") {
  for (const Experiment& experiment : catalog()) {
    for (Setting setting : experiment.settings) {
      INFO(experiment.name << " " << setting.name);
      setting.epochs = 1;
      setting.val_size = 20;
      for (const TrialResult& result : run_batched_trials(trials_of(setting, {0, 1, 2}), {}, {})) {
        INFO("seed " << result.trial.seed);
        const TrialResult expected = run_trial(result.trial, {}, {});
        // At learning rate 10 roundings grow too large within this one epoch.
        if (setting.learning_rate < 10) {
          CHECK(relative_error(result.train_error[0], expected.train_error[0]) < 1e-5);
        }
      }
    }
  }
}

TEST_CASE("a batched seed's scores and pictures are the torch engine's", "[batched]") {
  Setting setting = kSmall;
  setting.test_size = 50;
  setting.loss = GENERATE(Loss::mse, Loss::bce);
  std::vector<std::uint64_t> seeds(batched_trials(kSmall, "cpu"));
  std::iota(seeds.begin(), seeds.end(), 0U);
  const EngineOptions options{.pictured = {{.seed = 20, .grid_step = 0.5}}};
  for (const TrialResult& result : run_batched_trials(trials_of(setting, seeds), options, {})) {
    INFO("seed " << result.trial.seed);
    const TrialResult expected = run_trial(result.trial, options, {});
    // No point of these seeds is so near probability 0.5 that a rounding moves it across.
    CHECK(result.validation.accuracy == expected.validation.accuracy);
    CHECK(result.validation.notebook_accuracy == expected.validation.notebook_accuracy);
    CHECK(result.test->accuracy == expected.test->accuracy);
    CHECK(result.test->notebook_accuracy == Approx(expected.test->notebook_accuracy).epsilon(1e-6));
    CHECK(result.boundary_width == Approx(expected.boundary_width).margin(1e-4));
    CHECK((result.picture != nullptr) == (result.trial.seed == 20));
    if (result.picture) CHECK(result.picture->predicted == expected.picture->predicted);
  }
}

TEST_CASE("while it trains each batched seed shows its own boundary", "[batched]") {
  const auto trials = trials_of(kSmall, {4, 5});
  const auto last_picture_of = [&](std::size_t place) {
    Picture last;
    const PieceObserver observer{
        .on_epoch = [&](std::size_t trial, std::int64_t epoch, double, const Snapshot& snapshot) {
          if (trial == place && epoch == kSmall.epochs) last = snapshot(0.5);
        }};
    run_batched_trials(trials, {}, observer);
    return last;
  };
  for (std::size_t place = 0; place < trials.size(); ++place) {
    const EngineOptions options{.pictured = {{.seed = trials[place].seed, .grid_step = 0.5}}};
    const auto expected = run_trial(trials[place], options, {}).picture;
    const Picture picture = last_picture_of(place);
    REQUIRE(picture.grid.probability.size() == expected->grid.probability.size());
    for (std::size_t i = 0; i < expected->grid.probability.size(); ++i) {
      CHECK(picture.grid.probability[i] == Approx(expected->grid.probability[i]).margin(1e-5));
    }
  }
}
