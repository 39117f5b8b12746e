// What every engine that trains several seeds at once owes: each seed's own results.
#include <algorithm>
#include <cmath>
#include <memory>
#include <stdexcept>
#include <utility>

#include "core/text.hpp"
#include "support/catch.hpp"
#include "support/trials.hpp"

using namespace spiral;

namespace {

std::string each_engine() {
  const std::string name = GENERATE("simd", "ensemble");
  UNSCOPED_INFO("the " << name << " engine");
  return name;
}

/// Three seeds from 1 on, or as many as the engine takes.
std::vector<std::uint64_t> few_seeds(const std::string& engine) {
  const std::size_t max_seeds = make_engine(engine, {})->max_seeds(kSmall);
  return seeds_from(1, std::min<std::size_t>(3, max_seeds));
}

/// Points around (1, 0) and (-1, 0), in turn.
OwnPoints two_heaps(int count) {
  std::vector<LabelledPoint> points;
  for (int i = 0; i < count; ++i) {
    const auto angle = static_cast<float>(i);
    const int label = i % 2;
    points.push_back({std::cos(angle) + static_cast<float>(2 * label - 1), std::sin(angle), label});
  }
  return std::make_shared<const PointSet>(PointSet{std::move(points)});
}

}  // namespace

TEST_CASE("seeds trained together have each its own weights", "[together]") {
  const std::string engine = each_engine();
  const auto seeds = few_seeds(engine);
  const auto results = train_seeds(engine, kSmall, seeds);
  REQUIRE(results.size() == seeds.size());
  for (std::size_t trial = 0; trial < seeds.size(); ++trial) {
    CHECK(results[trial].key == TrialKey{.config = kSmall, .seed = seeds[trial]});
    const TrialResult expected = train_by_torch(results[trial].key);
    CHECK(results[trial].extent == expected.extent);
    REQUIRE(results[trial].weights.size() == expected.weights.size());
    for (std::size_t i = 0; i < expected.weights.size(); ++i) {
      CHECK(results[trial].weights[i] == Approx(expected.weights[i]).margin(1e-5));
    }
  }
}

TEST_CASE("seeds trained together on a user's points have each its own split of them",
          "[together]") {
  const std::string engine = each_engine();
  const OwnPoints points = two_heaps(150);
  TrainConfig config = kSmall;
  config.val_size = 40;
  config.train_size = 110;
  const Place place{
      .model = 70,
      .end = 200,
      .replaced = GENERATE(std::optional<ReplacedDraws>(), ReplacedDraws{Draws::data, 9})};
  const auto many = make_engine(engine, {.points = points});
  const auto one = make_engine("torch", {.points = points});
  const bool has_bits = many->has_python_bits({config});
  TrainingObserver nobody;
  for (const TrialResult& result : many->train(config, place, few_seeds(engine), nobody)) {
    const TrialResult expected = one->train(config, place, {result.key.seed}, nobody).front();
    CHECK(result.extent == expected.extent);
    CHECK(result.validation.accuracy == expected.validation.accuracy);
    CHECK(relative_error(result.train_error.back(), expected.train_error.back()) < 1e-4);
    if (!has_bits) continue;
    CHECK(result.weights == expected.weights);
    CHECK(result.train_error == expected.train_error);
    CHECK(result.boundary_width == expected.boundary_width);
    CHECK(result.boundary_edginess == expected.boundary_edginess);
  }
}

TEST_CASE("seeds trained together begin at their place in the notebook", "[together]") {
  const std::string engine = each_engine();
  TrainConfig config = kSmall;
  config.test_size = 50;
  const Place place{.validation = 40, .model = GENERATE(0, 70), .end = 200};
  TrainingObserver nobody;
  for (const TrialResult& result :
       make_engine(engine, {})->train(config, place, few_seeds(engine), nobody)) {
    CHECK(result.key.place == place);
    const TrialResult expected = train_by_torch(result.key);
    CHECK(relative_error(result.train_error.front(), expected.train_error.front()) < 1e-5);
    CHECK(result.validation.accuracy == expected.validation.accuracy);
    CHECK(result.test->notebook_accuracy == Approx(expected.test->notebook_accuracy).epsilon(1e-5));
  }
}

TEST_CASE("a diverged seed scores NaN as in the torch engine", "[together]") {
  const std::string engine = each_engine();
  const TrainConfig config{.hidden = {4, 4},
                           .loss = Loss::bce,
                           .learning_rate = 1e30,
                           .epochs = 3,
                           .batch_size = 1,
                           .train_size = 20,
                           .val_size = 10};
  const TrialResult result = train_seeds(engine, config, {0}).front();
  REQUIRE(std::isnan(train_by_torch(result.key).validation.accuracy));
  CHECK(std::isnan(result.train_error.back()));
  CHECK(std::isnan(result.validation.accuracy));
  CHECK_FALSE(result.boundary_width.has_value());
  CHECK_FALSE(result.boundary_edginess.has_value());
}

TEST_CASE("every epoch of every trial is told of as it ends", "[together]") {
  const std::string engine = each_engine();
  std::vector<std::pair<std::size_t, std::int64_t>> ended;
  std::vector<std::vector<double>> errors(2);
  CallingObserver observer;
  observer.epoch_ends = [&](const EpochEnd& end) {
    ended.emplace_back(end.trial, end.epoch);
    errors[end.trial].push_back(end.train_error);
  };
  const auto results = make_engine(engine, {})->train(kSmall, {}, {0, 1}, observer);
  CHECK(ended == std::vector<std::pair<std::size_t, std::int64_t>>{
                     {0, 1}, {1, 1}, {0, 2}, {1, 2}, {0, 3}, {1, 3}});
  CHECK(errors[0] == results[0].train_error);
  CHECK(errors[1] == results[1].train_error);
}

TEST_CASE("seeds trained together stop within a batch when asked", "[together]") {
  const std::string engine = each_engine();
  TrainConfig config = kSmall;
  config.batch_size = 203;
  int asked = 0;
  CallingObserver observer;
  observer.stops = [&] { return ++asked == 3; };
  CHECK_THROWS_AS(make_engine(engine, {})->train(config, {}, {0}, observer), Interrupted);
  CHECK(asked == 3);
}

TEST_CASE("seeds trained together stop also while their boundaries are drawn", "[together]") {
  const std::string engine = each_engine();
  bool trained = false;
  CallingObserver observer;
  observer.epoch_ends = [&](const EpochEnd& end) { trained = end.epoch == 3; };
  observer.stops = [&] { return trained; };
  CHECK_THROWS_AS(make_engine(engine, {})->train(kSmall, {}, {0}, observer), Interrupted);
}

TEST_CASE("no fewer than one seed, and no more than the engine takes, are trained together",
          "[together]") {
  const std::string engine = each_engine();
  CHECK_THROWS_AS(train_seeds(engine, kSmall, {}), std::invalid_argument);
  const std::size_t max_seeds = make_engine(engine, {})->max_seeds(kSmall);
  CHECK_THROWS_AS(train_seeds(engine, kSmall, seeds_from(0, max_seeds + 1)), std::invalid_argument);
}

TEST_CASE("what trains seeds together refuses early stopping in one line", "[together]") {
  const std::string engine = each_engine();
  const EngineOptions options{.patience = 3};
  CHECK_THROWS_AS(make_engine(engine, options), UsageError);
  CHECK_THROWS_WITH(make_engine(engine, options),
                    StartsWith("--engine " + engine + ": ") && !ContainsSubstring("\n"));
}
