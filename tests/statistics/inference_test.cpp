#include "statistics/inference.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>

#include "support/catch.hpp"

using namespace spiral;

namespace {

/// Accuracies, in tenths of a percent, of a case that has come `progress` of the way from 60 to
/// 100 %, scattered most in between.
double draw_accuracy(double progress, std::mt19937_64& generator) {
  std::normal_distribution<double> noise(0, 2 + 20 * progress * (1 - progress));
  const double accuracy = 60 + 40 * progress + noise(generator);
  return std::round(10 * std::clamp(accuracy, 45.0, 100.0)) / 10;
}

/// Rows of six cases, each some way behind the one before, as in the notebook's batch sizes.
std::vector<double> draw_row(double value, std::mt19937_64& generator) {
  std::vector<double> row;
  for (const double lag : {.0, .1, .25, .4, .6, .8}) {
    row.push_back(draw_accuracy(std::clamp(value - lag, 0.0, 1.0), generator));
  }
  return row;
}

}  // namespace

TEST_CASE("the likelihood of all accuracies adds up to 1", "[statistics]") {
  for (const auto& seeds : {std::vector<double>{99.9, 100, 98.7}, {50, 50, 50}, {61.5}, {0, 100}}) {
    double sum = 0;
    for (int tenths = 0; tenths <= 1000; ++tenths) {
      sum += std::exp(log_likelihood({tenths / 10.0, seeds, 1000}));
    }
    CHECK(sum == Approx(1));
  }
}

TEST_CASE("a number near the seeds is likelier than one far off, and none is impossible",
          "[statistics]") {
  const std::vector<double> seeds{90, 91, 92, 93, 94};
  const auto at = [&](double published) { return log_likelihood({published, seeds, 1000}); };
  CHECK(at(92) > at(90));
  CHECK(at(90) > at(80));
  // One part in six, spread over 1001 values.
  CHECK(at(20) == Approx(std::log(1.0 / 6 / 1001)));
}

TEST_CASE("the kernel is as wide as Silverman's rule says", "[statistics]") {
  // Two seeds 10 apart: s = 5, IQR / 1.34 = 3.73, h = 0.9 * 3.73 * 2^-0.2 = 2.924. At the middle
  // each kernel is a normal density of 5 / h = 1.710 deviations, 0.09245 / h = 0.03162 a percent.
  const double density = 0.03162 * 0.1 * 2 / 3 + 1.0 / 3 / 1001;
  CHECK(log_likelihood({50, {45, 55}, 1000}) == Approx(std::log(density)).epsilon(1e-3));
}

TEST_CASE("posterior weights add up to 1 however small the likelihoods", "[statistics]") {
  const auto weights = posterior_weights({-2000, -2000 + std::log(3.0), -5000});
  CHECK(weights[0] == Approx(.25));
  CHECK(weights[1] == Approx(.75));
  CHECK(weights[2] == 0);
}

TEST_CASE("a row drawn from a known value is traced back to it", "[statistics]") {
  const std::vector<double> values{.2, .5, .8, 1.1};
  std::mt19937_64 generator(1);
  std::vector<std::vector<std::vector<double>>> seeds;  // [value][case][seed]
  for (const double value : values) {
    std::vector<std::vector<double>> cases(6);
    for (int seed = 0; seed < 100; ++seed) {
      const auto row = draw_row(value, generator);
      for (std::size_t s = 0; s < row.size(); ++s) cases[s].push_back(row[s]);
    }
    seeds.push_back(std::move(cases));
  }
  for (std::size_t truth = 0; truth < values.size(); ++truth) {
    int found = 0;
    for (int draw = 0; draw < 100; ++draw) {
      const auto published = draw_row(values[truth], generator);
      std::vector<double> log_likelihoods;
      for (const auto& cases : seeds) {
        double sum = 0;
        for (std::size_t s = 0; s < cases.size(); ++s) {
          sum += log_likelihood({published[s], cases[s], 1000});
        }
        log_likelihoods.push_back(sum);
      }
      const auto weights = posterior_weights(log_likelihoods);
      const auto best = std::max_element(weights.begin(), weights.end()) - weights.begin();
      if (static_cast<std::size_t>(best) == truth) ++found;
    }
    INFO("value " << values[truth]);
    CHECK(found >= 90);
  }
}

TEST_CASE("few seeds leave a weight open, many settle it", "[statistics]") {
  const auto interval_of = [](std::size_t copies) {
    std::vector<std::vector<Observation>> candidates(
        2, {{.published = 95, .seeds = {}, .points = 1000}});
    for (std::size_t i = 0; i < copies; ++i) {
      for (const double seed : {80.0, 85.0, 90.0, 95.0, 99.0}) {
        candidates[0][0].seeds.push_back(seed);
        candidates[1][0].seeds.push_back(seed - 3);
      }
    }
    const auto posteriors = posteriors_of(candidates);
    CHECK(posteriors[0].weight + posteriors[1].weight == Approx(1));
    CHECK(posteriors[0].weight > .5);
    CHECK(posteriors[0].weight_interval.low < posteriors[0].weight);
    CHECK(posteriors[0].weight < posteriors[0].weight_interval.high);
    return posteriors[0].weight_interval;
  };
  const Interval few = interval_of(4);
  const Interval many = interval_of(400);
  CHECK(few.low < .5);
  CHECK(many.low > .5);
  CHECK(many.high - many.low < (few.high - few.low) / 3);
}

TEST_CASE("values that make no difference get equal weights", "[statistics]") {
  const Observation observation{.published = 95, .seeds = {90, 95, 96}, .points = 1000};
  const auto posteriors = posteriors_of({{observation}, {observation}});
  CHECK(posteriors[0].weight == .5);
  CHECK(posteriors[0].weight_interval.low < .5);
}
