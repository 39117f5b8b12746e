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
          .claims = {{"made-up-1", "a is good", Source::text, "acc(a) >= .95"},
                     {"made-up-2", "a is smoother than b", Source::words, "e(a) < e(b)"}}};
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
  CHECK(verdict.edginess == .5);
}

TEST_CASE("a seed that diverged counts as accuracy 0", "[statistics]") {
  auto all = results(20);
  all.cases[0].results[3].validation = {kNaN, kNaN};
  const CaseVerdict verdict = assess_cases(all).front();
  CHECK(verdict.accuracies.front() == 0);
  CHECK(verdict.seeds.front() == 3);
  CHECK(metrics_of(all.cases[0].results[3]).accuracy == 0.0);
}

TEST_CASE("a number is compared with seeds of as many decimals", "[statistics]") {
  const auto check = [](const Published& published, bool is_compatible) {
    Experiment experiment = exercise();
    experiment.cases[0].published = published;
    auto all = results(60, experiment);
    for (auto& result : all.cases[0].results) {
      result.validation = {64. / 70, 64. / 70};
      result.train_error = {.69314};
    }
    const CaseVerdict verdict = assess_cases(all).front();
    CHECK(verdict.number.value().compatible() == is_compatible);
    CHECK(verdict.train_errors.front().compatible() == is_compatible);
    CHECK(verdict.accuracies.front() == 91.43);
    CHECK((published_numbers(all)[0].of_seeds.front() == published.accuracy_percent) ==
          is_compatible);
  };
  check({.accuracy_percent = 91.4,
         .train_error = {.693},
         .accuracy_decimals = 1,
         .train_error_decimals = 3},
        true);
  check({.accuracy_percent = 91.4,
         .train_error = {.693},
         .accuracy_decimals = 2,
         .train_error_decimals = 4},
        false);
}

TEST_CASE("a number that no count of points gives is known", "[statistics]") {
  const auto is_no_share = [](double percent, int decimals) {
    Experiment experiment = exercise();
    experiment.cases[0].config.val_size = 70;
    experiment.cases[0].published =
        Published{.accuracy_percent = percent, .accuracy_decimals = decimals};
    return assess_cases(results(40, experiment)).front().is_no_share;
  };
  CHECK_FALSE(is_no_share(91.43, 2));
  CHECK_FALSE(is_no_share(91.4, 1));
  CHECK_FALSE(is_no_share(91, 0));
  CHECK(is_no_share(92, 0));
  CHECK(is_no_share(91.40, 2));
  CHECK(is_no_share(92, 1));
}

TEST_CASE("accuracies are those that the experiment's author would print", "[statistics]") {
  Experiment experiment = exercise();
  const auto median = [&] {
    auto all = results(60, experiment);
    for (auto& result : all.cases[0].results) result.validation = {.7, .6};
    CHECK(published_numbers(all)[0].of_seeds.front() == assess_cases(all).front().median);
    return assess_cases(all).front().median;
  };
  CHECK(median() == 60);
  experiment.notebook_accuracy = false;
  CHECK(median() == 70);
}

TEST_CASE("a claim is asked of the seeds that can tell", "[statistics]") {
  auto all = results(40);
  auto& of_a = all.cases[0].results;
  for (std::size_t seed = 0; seed < 40; ++seed) {
    of_a[seed].boundary_edginess = .25;
    if (seed < 15) of_a[seed].boundary_edginess = std::nullopt;
    if (seed == 39) of_a[seed].boundary_edginess = .75;
  }
  const ClaimVerdict claim = assess(all, 1).claims[1];
  CHECK(claim.share.seeds == 25);
  CHECK(claim.share.holding == 24);
  CHECK_FALSE(claim.published.has_value());
}

TEST_CASE("a claim is tried on the notebook's own table", "[statistics]") {
  const auto published = [](double percent) {
    return assess(results(1, exercise(percent)), 1).claims.front().published;
  };
  CHECK(published(95) == true);
  CHECK(published(94.9) == false);
}

TEST_CASE("a claim on shapes is tried on the notebook's own words", "[statistics]") {
  const auto published = [](const std::string& of_a, const std::string& of_b,
                            const std::string& rule) {
    Experiment experiment = exercise(99);
    experiment.cases[0].published->boundary = of_a;
    experiment.cases[1].published = Published{.accuracy_percent = 100, .boundary = of_b};
    experiment.claims = {{"made-up-1", "It is", Source::words, rule}};
    return assess(results(1, experiment), 1).claims.front().published;
  };
  CHECK(published("thin, ~smooth", "~thin, ~edgy", "e(a) < e(b)") == true);
  CHECK(published("thin, ~smooth", "~thin, ~smooth", "e(a) < e(b)") == false);
  CHECK(published("thin, edgy", "very thin, edgy", "w(a) < w(b)") == false);
  CHECK(published("thin, overfit", "-", "over(a) > .005") == true);
  CHECK(published("bad", "-", "e(a) < e(b)") == std::nullopt);
}

TEST_CASE("a claim compares the cases of one seed, in whatever order their results come",
          "[statistics]") {
  auto all = results(30);
  for (std::size_t seed = 0; seed < 30; ++seed) {
    const double edginess = static_cast<double>(seed);
    all.cases[0].results[seed].boundary_edginess = edginess;
    all.cases[1].results[seed].boundary_edginess = edginess + .5;
  }
  std::reverse(all.cases[1].results.begin(), all.cases[1].results.end());
  CHECK(assess(all, 1).claims[1].share.holding == 30);
}

TEST_CASE("an auxiliary case has a verdict behind the others, and claims may speak of it",
          "[statistics]") {
  Experiment experiment = exercise();
  experiment.auxiliary = {{.label = "c", .config = {}}};
  experiment.claims = {{"made-up-1", "c is worse", Source::ours, "acc(c) < acc(a)"}};
  auto all = results(20, experiment);
  for (TrialResult& result : all.auxiliary[0].results) result.validation = {.5, .5};
  const auto verdict = assess(all, 1);
  REQUIRE(verdict.cases.size() == 3);
  CHECK_FALSE(verdict.cases[1].is_auxiliary);
  CHECK(verdict.cases[2].is_auxiliary);
  CHECK(verdict.cases[2].item->label == "c");
  CHECK(verdict.claims[0].share.holding == 20);
}

TEST_CASE("the train error's rises are counted from the second epoch on", "[statistics]") {
  Experiment experiment = exercise();
  experiment.claims = {
      {"made-up-1", "a rises in half of the epochs", Source::text, "rise(a) >= .5"}};
  const auto share = [&](const std::vector<double>& train_error) {
    auto all = results(1, experiment);
    all.cases[0].results[0].train_error = train_error;
    return assess(all, 1).claims[0].share;
  };
  CHECK(share({.3, .4, .2, .2, .5}).holding == 1);
  CHECK(share({.3, .4, .2, .2, .1}).holding == 0);
  CHECK(share({.3}).seeds == 0);
}

TEST_CASE("an accuracy in float32 is compared as the share that it stands for", "[statistics]") {
  TrialResult result = made_up_result({}, 0, {1 - 350.F / 1000, 1});
  CHECK(*metrics_of(result).accuracy == .65);
}

TEST_CASE("overfit is what the training set has more, and is absent where a training diverged",
          "[statistics]") {
  TrialResult result = made_up_result({}, 0, {.95, .95});
  result.train_accuracy = 3900.F / 4000;
  CHECK(*metrics_of(result).overfit == Approx(.025));
  result.validation = {kNaN, kNaN};
  CHECK_FALSE(metrics_of(result).overfit.has_value());
}

TEST_CASE("published numbers are the accuracies and the train errors of the document",
          "[statistics]") {
  Experiment experiment = exercise();
  experiment.cases[0].published->train_error = {.25, .12};
  Case other = experiment.cases[0];
  other.assumption = "epochs=100";
  experiment.auxiliary = {other};
  const auto numbers = published_numbers(results(3, experiment));
  REQUIRE(numbers.size() == 3);
  CHECK(numbers[0].published == 90);
  CHECK(numbers[0].of_seeds == std::vector<double>{80, 80.1, 80.2});
  CHECK(numbers[2].published == .12);
  CHECK(numbers[2].of_seeds == std::vector<double>(3, .125));
}
