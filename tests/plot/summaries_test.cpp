// What figures show of many trainings.
#include "plot/summaries.hpp"

#include <cmath>

#include "support/catch.hpp"
#include "support/results.hpp"

using namespace spiral;

namespace {

TrialResult result(std::uint64_t seed, double accuracy, std::vector<double> train_error = {}) {
  TrialResult made = made_up_result({}, seed, {accuracy, accuracy});
  made.train_error = std::move(train_error);
  return made;
}

/// A case a pair, in the given order.
std::vector<CaseResults> grid(const std::vector<std::pair<double, std::int64_t>>& pairs) {
  std::vector<CaseResults> cases;
  for (const auto& [rate, epochs] : pairs) {
    const TrainConfig config{.hidden = {3, 3}, .learning_rate = rate, .epochs = epochs};
    cases.push_back({.item = {.label = "x", .config = config}, .results = {result(0, .5)}});
  }
  return cases;
}

}  // namespace

TEST_CASE("the median seed is the first that has the middle accuracy", "[plot]") {
  CHECK(median_trial({}, {result(0, .9), result(1, .5), result(2, .7)}).key.seed == 2);
  CHECK(median_trial({}, {result(0, .9), result(1, .7), result(2, .7), result(3, .7)}).key.seed ==
        1);
  CHECK(median_trial({}, {result(0, .9), result(1, .5)}).key.seed == 1);
  CHECK(median_trial({}, {result(0, kNaN), result(1, .6), result(2, .5)}).key.seed == 2);
}

TEST_CASE("one seed's curve is its own, several have their median and quartiles", "[plot]") {
  CHECK(curve_over_seeds("a", {result(0, 1, {.5, .25})}).train_error == std::vector{.5, .25});
  const Curve curve =
      curve_over_seeds("a", {result(0, 1, {1, 5}), result(1, 1, {2, kNaN}), result(2, 1, {3}),
                             result(3, 1, {4, 7}), result(4, 1, {5, 9})});
  CHECK(curve.train_error == std::vector<double>{3, 7});
  CHECK(curve.lower_quartile == std::vector<double>{2, 6});
  CHECK(curve.upper_quartile == std::vector<double>{4, 8});
}

TEST_CASE("two parameters whose values are all combined make a grid", "[plot]") {
  const auto pair = parameter_pair(grid({{.1, 5}, {.1, 7}, {.1, 9}, {1, 5}, {1, 7}, {1, 9}}));
  REQUIRE(pair);
  CHECK(pair->first == "learning_rate");
  CHECK(pair->first_values == std::vector<std::string>{"0.1", "1"});
  CHECK(pair->second == "epochs");
  CHECK(pair->second_values == std::vector<std::string>{"5", "7", "9"});
}

TEST_CASE("one parameter, a gap and another order are no grid", "[plot]") {
  CHECK_FALSE(parameter_pair(grid({{.1, 5}, {.1, 7}})));
  CHECK_FALSE(parameter_pair(grid({{.1, 5}, {.1, 7}, {1, 5}})));
  CHECK_FALSE(parameter_pair(grid({{.1, 5}, {.1, 7}, {1, 7}, {1, 5}})));
}

TEST_CASE("a heat map has the first case at the top left", "[plot]") {
  auto cases = grid({{.1, 5}, {.1, 7}, {1, 5}, {1, 7}});
  for (std::size_t i = 0; i < cases.size(); ++i) {
    cases[i].results = {result(0, .25 * static_cast<double>(i))};
  }
  cases[2].results = {};
  const HeatMap map = median_heat_map(*parameter_pair(cases), {{}, cases});
  CHECK(map.y_values == std::vector<std::string>{"1", "0.1"});
  CHECK(map.x_values == std::vector<std::string>{"5", "7"});
  // From the lowest row up.
  CHECK(std::isnan(map.values[0]));
  CHECK(std::vector(map.values.begin() + 1, map.values.end()) == std::vector<double>{75, 0, 25});
}
