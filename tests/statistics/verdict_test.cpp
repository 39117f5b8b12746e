#include "statistics/verdict.hpp"

#include <algorithm>

#include "support/catch.hpp"
#include "support/results.hpp"

using namespace spiral;

namespace {

Experiment exercise(double published = 90) {
  return {.name = "made-up",
          .summary = "Made up",
          .varied = "Case",
          .cases = {{.label = "a", .config = {}, .published = Published{published}},
                    {.label = "b", .config = {}}},
          .claims = {{"made-up-1", "a is good", "acc(a) >= .95"},
                     {"made-up-2", "a is smoother than b", "r(a) < r(b)"}}};
}

/// Seed i has accuracy (800 + i) / 1000 in every case.
ExperimentResults results(std::size_t seeds, const Experiment& experiment = exercise()) {
  ExperimentResults all{.experiment = experiment};
  const auto add = [&](const Case& item, std::vector<CaseResults>& group) {
    group.push_back({item});
    for (std::uint64_t seed = 0; seed < seeds; ++seed) {
      const double accuracy = static_cast<float>(800 + seed) / 1000.F;
      group.back().results.push_back(made_up_result(item.config, seed, {accuracy, accuracy}));
    }
  };
  for (const Case& item : experiment.cases) add(item, all.cases);
  for (const Case& item : experiment.auxiliary) add(item, all.auxiliary);
  return all;
}

}  // namespace

TEST_CASE("a claim's verdict follows the interval of its share", "[statistics]") {
  CHECK(verdict_of({.90, 1}) == Verdict::robust);
  CHECK(verdict_of({.89, 1}) == Verdict::likely);
  CHECK(verdict_of({.51, .89}) == Verdict::likely);
  CHECK(verdict_of({.50, .89}) == Verdict::coin_toss);
  CHECK(verdict_of({.05, .95}) == Verdict::coin_toss);
  CHECK(verdict_of({.11, .50}) == Verdict::coin_toss);
  CHECK(verdict_of({.05, .49}) == Verdict::unlikely);
  CHECK(verdict_of({0, .10}) == Verdict::refuted);
}

TEST_CASE("a published number in the central 95 % of seeds is compatible, others are outliers",
          "[statistics]") {
  const auto number = [](double published) {
    return *assess_cases(results(101, exercise(published))).front().number;
  };
  // Accuracies 80.0 to 90.0: the central 95 % are 80.25 to 89.75.
  CHECK_FALSE(number(80.2).compatible);
  CHECK(number(80.3).compatible);
  CHECK(number(89.7).compatible);
  CHECK_FALSE(number(89.8).compatible);
  CHECK(number(85).percentile == Approx(50.5 / 101));
  CHECK(number(79).percentile == 0);
  CHECK(number(91).percentile == 1);
}

TEST_CASE("fewer than 20 seeds give no verdict", "[statistics]") {
  const auto few = assess(results(19));
  CHECK_FALSE(few.cases.front().number.has_value());
  CHECK_FALSE(few.claims.front().verdict.has_value());
  const auto enough = assess(results(20));
  CHECK(enough.cases.front().number.has_value());
  // 0 of 20: the share's interval ends at .16.
  CHECK(enough.claims.front().verdict == Verdict::unlikely);
}

TEST_CASE("a case's figures are those of its seeds", "[statistics]") {
  auto all = results(101);
  all.cases[0].results[7].validation.accuracy = .995;
  const CaseVerdict verdict = assess_cases(all).front();
  CHECK(verdict.median == Approx(85));
  CHECK(verdict.quartiles.low == Approx(82.5));
  CHECK(verdict.quartiles.high == Approx(87.5));
  CHECK(verdict.solved.holding == 1);
  CHECK(verdict.solved.seeds == 101);
  CHECK(verdict.seeds.front() == 0);
  CHECK(verdict.seeds[50] == 50);
  CHECK(verdict.seeds.back() == 100);
  CHECK(verdict.width == .375);
  CHECK(verdict.roughness == .5);
}

TEST_CASE("a seed that diverged counts as accuracy 0", "[statistics]") {
  auto all = results(20);
  all.cases[0].results[3].validation = {kNaN, kNaN};
  const CaseVerdict verdict = assess_cases(all).front();
  CHECK(verdict.accuracies.front() == 0);
  CHECK(verdict.seeds.front() == 3);
  CHECK(metrics_of(all.cases[0].results[3]).accuracy == 0.0);
}

TEST_CASE("a claim is asked of the seeds that can tell", "[statistics]") {
  auto all = results(40);
  auto& of_a = all.cases[0].results;
  for (std::size_t seed = 0; seed < 40; ++seed) {
    of_a[seed].boundary_roughness = .25;
    if (seed < 15) of_a[seed].boundary_roughness = std::nullopt;
    if (seed == 39) of_a[seed].boundary_roughness = .75;
  }
  const ClaimVerdict claim = assess(all).claims[1];
  CHECK(claim.share->seeds == 25);
  CHECK(claim.share->holding == 24);
  CHECK_FALSE(claim.published.has_value());
}

TEST_CASE("a claim is tried on the notebook's own table", "[statistics]") {
  const auto published = [](double percent) {
    return assess(results(1, exercise(percent))).claims.front().published;
  };
  CHECK(published(95) == true);
  CHECK(published(94.9) == false);
}

TEST_CASE("a claim compares the cases of one seed, in whatever order their results come",
          "[statistics]") {
  auto all = results(30);
  for (std::size_t seed = 0; seed < 30; ++seed) {
    const double roughness = static_cast<double>(seed);
    all.cases[0].results[seed].boundary_roughness = roughness;
    all.cases[1].results[seed].boundary_roughness = roughness + .5;
  }
  std::reverse(all.cases[1].results.begin(), all.cases[1].results.end());
  CHECK(assess(all).claims[1].share->holding == 30);
}

TEST_CASE("an auxiliary case has a verdict behind the others, and claims may speak of it",
          "[statistics]") {
  Experiment experiment = exercise();
  experiment.auxiliary = {{.label = "c", .config = {}}};
  experiment.claims = {{"made-up-1", "c is worse", "acc(c) < acc(a)"}};
  auto all = results(20, experiment);
  for (TrialResult& result : all.auxiliary[0].results) result.validation = {.5, .5};
  const auto verdict = assess(all);
  REQUIRE(verdict.cases.size() == 3);
  CHECK_FALSE(verdict.cases[1].is_auxiliary);
  CHECK(verdict.cases[2].is_auxiliary);
  CHECK(verdict.cases[2].item->label == "c");
  CHECK(verdict.claims[0].share->holding == 20);
}

TEST_CASE("the train error's rises are counted from the second epoch on", "[statistics]") {
  Experiment experiment = exercise();
  experiment.claims = {{"made-up-1", "a rises in half of the epochs", "rise(a) >= .5"}};
  const auto share = [&](const std::vector<double>& train_error) {
    auto all = results(1, experiment);
    all.cases[0].results[0].train_error = train_error;
    return assess(all).claims[0].share;
  };
  CHECK(share({.3, .4, .2, .2, .5})->holding == 1);
  CHECK(share({.3, .4, .2, .2, .1})->holding == 0);
  CHECK_FALSE(share({.3}).has_value());
}

TEST_CASE("an accuracy in float32 is compared as the share that it stands for", "[statistics]") {
  TrialResult result = made_up_result({}, 0, {1 - 350.F / 1000, 1});
  CHECK(*metrics_of(result).accuracy == .65);
}
