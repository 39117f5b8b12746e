#include <torch/torch.h>

#include <algorithm>

#include "core/contour.hpp"
#include "core/text.hpp"
#include "engine/runtime.hpp"
#include "experiments/catalog.hpp"
#include "support/catch.hpp"
#include "support/libtorch_bits.hpp"
#include "support/simd_target.hpp"
#include "support/trials.hpp"

using namespace spiral;

namespace {

/// Seeds from 0 on, as many vectors as they fill.
std::vector<TrialResult> train_in_vectors(const TrainConfig& config, std::size_t seeds) {
  std::vector<TrialResult> results;
  while (results.size() < seeds) {
    const std::size_t count = std::min(simd_lanes(), seeds - results.size());
    const auto done = train_seeds("simd", config, seeds_from(results.size(), count));
    results.insert(results.end(), done.begin(), done.end());
  }
  return results;
}

/// Everything but the time has the same bits.
void check_same(const TrialResult& actual, const TrialResult& expected) {
  CHECK(actual.key == expected.key);
  CHECK(actual.train_error == expected.train_error);
  CHECK(actual.validation.accuracy == expected.validation.accuracy);
  CHECK(actual.validation.notebook_accuracy == expected.validation.notebook_accuracy);
  REQUIRE(actual.test.has_value() == expected.test.has_value());
  if (actual.test) {
    CHECK(actual.test->accuracy == expected.test->accuracy);
    CHECK(actual.test->notebook_accuracy == expected.test->notebook_accuracy);
  }
  CHECK(actual.boundary_width == expected.boundary_width);
  CHECK(actual.boundary_edginess == expected.boundary_edginess);
  CHECK(actual.train_accuracy == expected.train_accuracy);
  CHECK(actual.weights == expected.weights);
}

}  // namespace

TEST_CASE("every case of every exercise has the torch engine's bits, at 16 seeds", "[simd][long]") {
  if (!is_known_libtorch()) return;
  // A quarter of the notebook's points: the kernels see every shape, rate and batch size of the
  // notebook, short batches too.
  constexpr std::int64_t kPoints = 1000;
  for (const Experiment& experiment : catalog()) {
    for (const Case& item : experiment.cases) {
      INFO(experiment.name << " " << item.label);
      TrainConfig config = item.config;
      config.epochs = 2;
      config.train_size = std::min(config.train_size, kPoints);
      config.val_size = 90;
      for (const TrialResult& result : train_in_vectors(config, 16)) {
        INFO("seed " << result.key.seed);
        check_same(result, train_by_torch(result.key));
      }
    }
  }
}

TEST_CASE("a seed's result has the same bits whichever seeds share its vector", "[simd]") {
  const SimdTarget target(GENERATE(from_range(simd_targets())));
  TrainConfig config = kSmall;
  config.test_size = 50;
  const auto seeds = seeds_from(7, simd_lanes());
  const auto together = train_seeds("simd", config, seeds);
  REQUIRE(together.size() == seeds.size());
  check_same(train_seeds("simd", config, {7}).front(), together.front());
  check_same(train_seeds("simd", config, {seeds.back()}).front(), together.back());
  if (seeds.size() > 2) {
    const auto pair = train_seeds("simd", config, {9, 8});
    check_same(pair[0], together[2]);
    check_same(pair[1], together[1]);
  }
}

TEST_CASE("what a vector's model makes of points is what its torch model makes of them", "[simd]") {
  if (!is_known_libtorch()) return;
  const SimdTarget target(GENERATE(from_range(exact_targets())));
  TrainConfig config = kSmall;
  config.loss = GENERATE(Loss::mse, Loss::bce);
  config.epochs = 1;
  std::vector<PredictionMap> maps;
  CallingObserver observer;
  observer.epoch_ends = [&](const EpochEnd& end) {
    maps.push_back(end.map_prediction(kShapeStep));
  };
  const TrialResult result = make_engine("simd", {})->train(config, {}, {3}, observer).front();
  REQUIRE(maps.size() == 1);
  CHECK(result.validation.accuracy == maps.front().accuracy);
  if (result.boundary_width) CHECK(*result.boundary_width == boundary_width(maps.front().grid));
  const auto of_map = boundary_edginess(contour(maps.front().grid, 0.5));
  CHECK(result.boundary_edginess.value_or(0) == Approx(of_map.value_or(0)).epsilon(.1));
  const PredictionMap last = prediction_map(result.key, result.weights, nullptr, 0.5);
  CHECK(last.grid.step == 0.5);
  CHECK(last.predicted == maps.front().predicted);
}

TEST_CASE("a whole result has the torch engine's bits, whatever is left of its points", "[simd]") {
  if (!is_known_libtorch()) return;
  const SimdTarget target(GENERATE(from_range(exact_targets())));
  TrainConfig config = kSmall;
  config.activation = Activation::sigmoid;
  config.val_size = GENERATE(7, 101);
  config.test_size = 50;
  config.loss = GENERATE(Loss::mse, Loss::bce);
  for (const TrialResult& result : train_seeds("simd", config, seeds_from(1, simd_lanes()))) {
    check_same(result, train_by_torch(result.key));
  }
}

TEST_CASE("seeds that diverge are NaN where the torch engine's are", "[simd]") {
  if (!is_known_libtorch()) return;
  const auto bits = [](const auto& numbers) {  // a NaN is unlike itself
    std::vector<std::string> texts;
    for (const auto number : numbers) texts.push_back(to_text(static_cast<double>(number)));
    for (std::string& text : texts) text = text == "-nan" ? "nan" : text;
    return texts;
  };
  TrainConfig config = kSmall;
  config.hidden = std::vector<std::int64_t>(6, 5);
  config.learning_rate = GENERATE(1e20, 1e25, 1e30);
  config.loss = GENERATE(Loss::mse, Loss::bce);
  for (const TrialResult& result : train_seeds("simd", config, seeds_from(0, simd_lanes()))) {
    const TrialResult expected = train_by_torch(result.key);
    CHECK(bits(result.train_error) == bits(expected.train_error));
    CHECK(bits(result.weights) == bits(expected.weights));
    CHECK(bits(std::vector{result.validation.accuracy, result.train_accuracy}) ==
          bits(std::vector{expected.validation.accuracy, expected.train_accuracy}));
    CHECK(result.boundary_edginess == expected.boundary_edginess);
  }
}

TEST_CASE("where vectors cannot fuse a product and a sum, results are close to LibTorch's",
          "[simd]") {
  for (const std::int64_t instructions : simd_targets()) {
    const SimdTarget target(instructions);
    const TrialResult result = train_seeds("simd", kSmall, {1}).front();
    CHECK(relative_error(result.train_error.back(), train_by_torch(result.key).train_error.back()) <
          1e-4);
  }
}
