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

TEST_CASE("a seed stands for a beta-binomial number of points", "[statistics]") {
  // SciPy 1.10.1: betabinom.pmf(next, 100, seen + .5, 100 - seen + .5)
  const auto check = [](double next, double seen, double likelihood) {
    CHECK(log_likelihood({next, {seen}, 100}) == Approx(std::log((likelihood + 1. / 101) / 2)));
  };
  check(98, 99, 0.16708808075684667);
  check(100, 100, 0.7075488578358947);
  check(50, 50, 0.0563484790092535);
}

TEST_CASE("posterior weights add up to 1 however small the likelihoods", "[statistics]") {
  const auto weights = posterior_weights({-2000, -2000 + std::log(3.0), -5000}, 1);
  CHECK(weights[0] == Approx(.25));
  CHECK(weights[1] == Approx(.75));
  CHECK(weights[2] == 0);
  CHECK(posterior_weights({0, std::log(9.0)}, .5)[1] == Approx(.75));
}

namespace {

/// Seeds' accuracies under each value, [value][case][seed], and the same row published under all of them.
std::vector<std::vector<Observation>> drawn(const std::vector<double>& values, int seeds,
                                            const std::vector<double>& published,
                                            std::mt19937_64& generator) {
  std::vector<std::vector<Observation>> candidates;
  for (const double value : values) {
    std::vector<Observation> cases;
    for (const double each : published) {
      cases.push_back({.published = each, .seeds = {}, .points = 1000});
    }
    for (int seed = 0; seed < seeds; ++seed) {
      const auto row = draw_row(value, generator);
      for (std::size_t i = 0; i < row.size(); ++i) cases[i].seeds.push_back(row[i]);
    }
    candidates.push_back(std::move(cases));
  }
  return candidates;
}

}  // namespace

TEST_CASE("a row drawn from a known value is traced back to it", "[statistics]") {
  const std::vector<double> values{.2, .5, .8, 1.1};
  std::mt19937_64 generator(1);
  for (std::size_t truth = 0; truth < values.size(); ++truth) {
    int found = 0;
    for (int draw = 0; draw < 20; ++draw) {
      const auto row = draw_row(values[truth], generator);
      const auto candidates = infer(drawn(values, 50, row, generator)).candidates;
      const auto best = std::ranges::max_element(candidates, {}, &Posterior::weight);
      if (static_cast<std::size_t>(best - candidates.begin()) == truth) ++found;
    }
    INFO("value " << values[truth]);
    CHECK(found >= 18);
  }
}

TEST_CASE("weights are right as often as they say, where values lie close and cases hang together",
          "[statistics]") {
  const std::vector<double> values{.5, .52, .55, .6};
  std::mt19937_64 generator(2);
  auto candidates = drawn(values, 200, draw_row(.5, generator), generator);
  // Each case twice: whoever takes them for independent is too sure.
  for (auto& row : candidates) {
    const auto cases = row;
    row.insert(row.end(), cases.begin(), cases.end());
  }
  const Inference inference = infer(candidates);
  CHECK(inference.power < .7);
  std::size_t weights = 0;
  for (const ReliabilityBin& bin : inference.reliability) {
    weights += bin.weights;
    if (bin.weights < 50) continue;
    INFO(bin.from << " to " << bin.to);
    CHECK(bin.share_right == Approx(bin.mean_weight).margin(.1));
  }
  CHECK(weights == 4 * 4 * 200);
}

TEST_CASE("a row that fits no value is told as such", "[statistics]") {
  std::mt19937_64 generator(3);
  const std::vector<double> values{.5, .8};
  CHECK(infer(drawn(values, 100, draw_row(.5, generator), generator)).fit_p_value > .05);
  CHECK(infer(drawn(values, 100, {50, 100, 50, 100, 50, 100}, generator)).fit_p_value < .05);
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
    return infer(candidates).candidates[0].weight_interval;
  };
  const Interval few = interval_of(4);
  const Interval many = interval_of(400);
  CHECK(many.high - many.low < (few.high - few.low) / 3);
}

TEST_CASE("values that make no difference get equal weights", "[statistics]") {
  const Observation observation{.published = 95, .seeds = {90, 95, 96}, .points = 1000};
  const auto posteriors = infer({{observation}, {observation}}).candidates;
  CHECK(posteriors[0].weight == .5);
  CHECK(posteriors[0].weight_interval.low <= .5);
}
