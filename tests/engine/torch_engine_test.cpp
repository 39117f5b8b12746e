#include "engine/torch_engine.hpp"

#include <torch/torch.h>

#include <thread>

#include "engine/device.hpp"
#include "engine/saved_model.hpp"
#include "engine/stored_picture.hpp"
#include "engine/trial_start.hpp"
#include "experiments/catalog.hpp"
#include "model/checkpoint.hpp"
#include "support/catch.hpp"
#include "support/weights.hpp"

using namespace spiral;

namespace {

const Setting kSmall{.hidden = {6, 6}, .epochs = 3, .train_size = 200, .val_size = 100};

Trial small_trial(std::uint64_t seed) { return {"test", kSmall, seed}; }

}  // namespace

TEST_CASE("a trial depends on nothing that happened before it", "[engine]") {
  const auto first = trained_weights(small_trial(1));
  torch::manual_seed(99);
  trained_weights(small_trial(2));
  CHECK(trained_weights(small_trial(1)) == first);
}

TEST_CASE("trials side by side have the results of trials in a row", "[engine]") {
  std::vector<std::vector<float>> expected;
  for (std::uint64_t seed = 0; seed < 8; ++seed) {
    expected.push_back(trained_weights(small_trial(seed)));
  }
  std::vector<std::vector<float>> together(8);
  {
    std::vector<std::jthread> threads;
    for (std::uint64_t seed = 0; seed < 8; ++seed) {
      threads.emplace_back([&, seed] { together[seed] = trained_weights(small_trial(seed)); });
    }
  }
  CHECK(together == expected);
}

TEST_CASE("all settings of a seed share their data", "[engine]") {
  Trial other = small_trial(1);
  other.setting.hidden = {3};
  other.setting.learning_rate = 9;
  CHECK(at::equal(start_trial(small_trial(1)).training.inputs, start_trial(other).training.inputs));
  CHECK(at::equal(start_trial(small_trial(1)).validation.inputs,
                  start_trial(other).validation.inputs));
}

TEST_CASE("a test set is scored only where the setting has one", "[engine]") {
  Trial trial = small_trial(1);
  CHECK_FALSE(run_trial(trial, {}, {}).test.has_value());
  trial.setting.test_size = 50;
  CHECK(run_trial(trial, {}, {}).test.has_value());
}

TEST_CASE("the full working-model reaches 99 %", "[engine]") {
  const Experiment experiment = working_model();
  const TrialResult result = run_trial({"working-model", experiment.settings.front(), 0}, {}, {});
  CHECK(result.train_error.size() == 100);
  CHECK(result.validation.accuracy >= 0.99);
}

TEST_CASE("a GPU that is not there is named as such", "[engine]") {
  if (torch::cuda::is_available()) {
    CHECK_THROWS_WITH(prepare_device("cuda:99"), ContainsSubstring("there is no such GPU"));
  } else if (at::Context::hasCUDART()) {
    CHECK_THROWS_WITH(prepare_device("cuda"), ContainsSubstring("finds no GPU"));
  } else {
    CHECK_THROWS_WITH(prepare_device("cuda"), ContainsSubstring("built without CUDA"));
  }
}

TEST_CASE("a model made of its weights again draws the same boundary", "[engine]") {
  const Trial trial = small_trial(5);
  const TrialResult result =
      run_trial(trial, {.pictured = {{.seed = 5, .grid_step = 0.5}}, .keeps_weights = true}, {});
  CHECK(stored_picture(trial, result.weights, 0.5).grid.probability ==
        result.picture->grid.probability);
  std::vector<float> fewer = result.weights;
  fewer.pop_back();
  CHECK_THROWS_AS(stored_picture(trial, fewer, 0.5), std::invalid_argument);
  fewer.resize(result.weights.size() + 1);
  CHECK_THROWS_AS(stored_picture(trial, fewer, 0.5), std::invalid_argument);
}

TEST_CASE("a saved model's probabilities do not depend on the pieces that points come in",
          "[engine]") {
  const Trial trial = small_trial(5);
  const TrialResult result = run_trial(trial, {.keeps_weights = true}, {});
  const Checkpoint checkpoint =
      parse_checkpoint(checkpoint_bytes(trial, *result.box, result.weights));
  std::vector<LabelledPoint> points;
  for (int i = 0; i < 2500; ++i) {
    points.push_back({static_cast<float>(i % 71) / 8, static_cast<float>(i % 37) / 4, 0});
  }
  const auto whole = SavedModel(checkpoint).predict(points);
  SavedModel model(checkpoint);
  std::vector<float> pieced;
  auto begin = points.begin();
  for (const std::ptrdiff_t size : {1000, 0, 24, 1, 1475}) {
    const auto piece = model.predict({begin, begin + size});
    pieced.insert(pieced.end(), piece.begin(), piece.end());
    begin += size;
  }
  CHECK(pieced == whole);
  CHECK(whole.front() != whole.back());
}
