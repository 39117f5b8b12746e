#include <torch/torch.h>

#include <thread>

#include "core/text.hpp"
#include "engine/engine.hpp"
#include "engine/evaluate.hpp"
#include "engine/runtime.hpp"
#include "experiments/catalog.hpp"
#include "notebook/random_state.hpp"
#include "support/catch.hpp"

using namespace spiral;

namespace {

const TrainConfig kSmall{.hidden = {6, 6}, .epochs = 3, .train_size = 200, .val_size = 100};

TrialResult run(const TrialKey& key, const EngineOptions& options = {}) {
  TrainingObserver nobody;
  return make_engine("torch", options)->train(key.config, key.place, {key.seed}, nobody).front();
}

TrialKey small_trial(std::uint64_t seed, const Place& place = {}) { return {kSmall, seed, place}; }

}  // namespace

TEST_CASE("a trial depends on nothing that happened before it", "[engine]") {
  const auto first = run(small_trial(1)).weights;
  torch::manual_seed(99);
  run(small_trial(2));
  CHECK(run(small_trial(1)).weights == first);
}

TEST_CASE("trials side by side have the results of trials in a row", "[engine]") {
  std::vector<std::vector<float>> expected;
  for (std::uint64_t seed = 0; seed < 8; ++seed) {
    expected.push_back(run(small_trial(seed)).weights);
  }
  std::vector<std::vector<float>> together(8);
  {
    std::vector<std::jthread> threads;
    for (std::uint64_t seed = 0; seed < 8; ++seed) {
      threads.emplace_back([&, seed] { together[seed] = run(small_trial(seed)).weights; });
    }
  }
  CHECK(together == expected);
}

TEST_CASE("all configs of a seed share their data, wherever they are trained", "[engine]") {
  TrialKey other = small_trial(1, {.validation = 43, .model = 500, .end = 900});
  other.config.hidden = {3};
  const TrialKey key = small_trial(1, {.validation = 43, .model = 43, .end = 100});
  CHECK(at::equal(start_trial(key).training.inputs, start_trial(other).training.inputs));
  CHECK(at::equal(start_trial(key).validation.inputs, start_trial(other).validation.inputs));
}

TEST_CASE("a trial's numbers begin at its place in the notebook", "[engine]") {
  // By hand: training set, 5 numbers, validation set, 7 numbers.
  at::Generator generator = seeded_generator(3);
  const Dataset training = generate_data(200, 0.3, generator);
  at::Generator before_validation = copy_of(generator);
  wind_forward(generator, 5);
  const Dataset validation = generate_data(100, 0.3, generator);
  wind_forward(generator, 7);

  const TrialData data = start_trial(small_trial(3, {.validation = 5, .model = 12, .end = 20}));
  CHECK(at::equal(data.training.inputs, training.inputs));
  CHECK(at::equal(data.validation.inputs, validation.inputs));
  CHECK(at::equal(data.generator.get_state(), generator.get_state()));

  // What is trained before the validation set is drawn begins right behind the training set.
  const TrialData first = start_trial(small_trial(3, {.validation = 5, .model = 0, .end = 5}));
  CHECK(at::equal(first.validation.inputs, validation.inputs));
  CHECK(at::equal(first.generator.get_state(), before_validation.get_state()));
}

TEST_CASE("replaced draws are those of the other seed in the same place, the others stay",
          "[torch]") {
  const Place place{.validation = 5, .model = 12, .end = 40};
  const TrialData own = start_trial(small_trial(3, place));
  const TrialData other = start_trial(small_trial(13, place));
  const auto weights_and_next = [](TrialData data) {
    const auto weights = weights_of(*initial_model(data));
    return std::pair(weights, draw_permutation_seed(data.generator));
  };
  const auto [own_weights, own_next] = weights_and_next(own);
  const auto [other_weights, other_next] = weights_and_next(other);
  const auto draws = GENERATE(Draws::data, Draws::weights, Draws::permutations);
  Place replaced = place;
  replaced.replaced = {draws, 10};
  const TrialData mixed = start_trial(small_trial(3, replaced));
  const auto [weights, next] = weights_and_next(mixed);
  const bool has_other_data = draws == Draws::data;
  CHECK(at::equal(mixed.training.inputs, (has_other_data ? other : own).training.inputs));
  CHECK(at::equal(mixed.validation.inputs, (has_other_data ? other : own).validation.inputs));
  CHECK(weights == (draws == Draws::weights ? other_weights : own_weights));
  CHECK(next == (draws == Draws::permutations ? other_next : own_next));
}

TEST_CASE("a shorter training is the beginning of the longer one", "[engine]") {
  const TrialKey key = small_trial(2, {.validation = 43, .model = 50, .end = 100});
  TrialKey shorter = key;
  shorter.config.epochs = 2;
  auto expected = run(key).train_error;
  expected.pop_back();
  CHECK(run(shorter).train_error == expected);
}

TEST_CASE("a test set is scored only where the config has one, at its own place", "[engine]") {
  TrialKey key = small_trial(1, {.validation = 0, .model = 0, .end = 97});
  CHECK_FALSE(run(key).test.has_value());
  key.config.test_size = 50;
  CHECK(run(key).test.has_value());
  const at::Tensor points = start_trial(key).test.inputs;
  key.config.epochs = 1;
  CHECK(at::equal(start_trial(key).test.inputs, points));
  key.place.end = 98;
  CHECK_FALSE(at::equal(start_trial(key).test.inputs, points));
}

TEST_CASE("the full working-model reaches 99 %", "[engine]") {
  const Case item = catalog()[2].cases.front();
  REQUIRE(item.label == "working");
  const TrialResult result = run({item.config, 0, item.place});
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

TEST_CASE("an engine that cannot do what is asked refuses, and says which can", "[engine]") {
  const auto refusal = [](const std::string& name, const EngineOptions& options) {
    try {
      make_engine(name, options);
    } catch (const UsageError& error) {
      return std::string(error.what());
    }
    return std::string("taken");
  };
  CHECK(refusal("fast", {}) == "--engine fast: must be torch, ensemble or simd");
  CHECK(refusal("simd", {.device = "cuda"}) ==
        "--engine simd: on cuda it must be torch or ensemble");
  const auto points = std::make_shared<const PointSet>();
  CHECK(refusal("simd", {.points = points}) == "taken");
  CHECK(refusal("ensemble", {.patience = 3}) ==
        "--engine ensemble: must be torch with early stopping");
  CHECK(refusal("torch", {.points = points, .patience = 3}) == "taken");
}

TEST_CASE("a model made of its weights again draws the same boundary", "[engine]") {
  const TrialKey key = small_trial(5);
  class LastMap : public TrainingObserver {
   public:
    void on_epoch(const EpochEnd& end) override { map = end.map_prediction(0.5); }
    PredictionMap map;
  } last;
  const TrialResult result =
      make_engine("torch", {})->train(key.config, key.place, {key.seed}, last).front();
  CHECK(prediction_map(key, result.weights, nullptr, 0.5).grid.values == last.map.grid.values);
  CHECK(prediction_map(key, result.weights, nullptr, 0.5).predicted == last.map.predicted);
  std::vector<float> fewer = result.weights;
  fewer.pop_back();
  CHECK_THROWS_AS(prediction_map(key, fewer, nullptr, 0.5), std::invalid_argument);
  fewer.resize(result.weights.size() + 1);
  CHECK_THROWS_AS(prediction_map(key, fewer, nullptr, 0.5), std::invalid_argument);
}

TEST_CASE("points that are split already are taken as they stand, and cost no random number",
          "[torch]") {
  const auto all = training_points({.config = kSmall, .seed = 5});
  const auto points = std::make_shared<const PointSet>(PointSet{all, /*is_split=*/true});
  const TrainConfig config{.hidden = {4}, .train_size = 150, .val_size = 50};
  const TrialData data = start_trial({config, 3}, points);
  REQUIRE(data.training.inputs.size(0) == 150);
  REQUIRE(data.validation.inputs.size(0) == 50);
  const at::Tensor inputs = at::cat({data.training.inputs, data.validation.inputs});
  const at::Tensor labels = at::cat({data.training.labels, data.validation.labels});
  for (std::int64_t i = 0; i < 200; ++i) {
    const LabelledPoint& point = all[static_cast<std::size_t>(i)];
    CHECK(inputs[i][0].item<float>() == point.x);
    CHECK(inputs[i][1].item<float>() == point.y);
    CHECK(labels[i].item<int>() == point.label);
  }
  CHECK(at::equal(data.generator.get_state(), seeded_generator(3).get_state()));
}

TEST_CASE("on a user's points a model begins where its place says, behind the split of the points",
          "[torch]") {
  const OwnPoints points =
      std::make_shared<const PointSet>(PointSet{training_points({.config = kSmall, .seed = 5})});
  const TrainConfig config{.hidden = {4}, .epochs = 2, .train_size = 150, .val_size = 50};
  const auto engine = make_engine("torch", {.points = points});
  TrainingObserver nobody;
  const auto train = [&](const Place& place) {
    return engine->train(config, place, {3}, nobody).front();
  };
  const TrialResult first = train({});
  const TrialResult second = train({.model = random_numbers(config)});
  CHECK(second.extent == first.extent);
  CHECK(second.weights != first.weights);
  // Whatever is counted before the validation set: these points are split at once.
  CHECK(train({.validation = 99, .model = random_numbers(config)}).weights == second.weights);
}
