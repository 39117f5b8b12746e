#include "statistics/verdict.hpp"

#include "support/catch.hpp"
#include "support/results.hpp"

using namespace spiral;

namespace {

Experiment exercise(double published = 90) {
  return {.name = "made-up",
          .summary = "Made up",
          .varied = "Setting",
          .settings = {{.name = "a"}, {.name = "b"}},
          .published = {{"a", published}},
          .claims = {{"made-up-1", "a is good", "acc(a) >= .95",
                      [](const Evidence& e) { return e.accuracy("a") >= .95; }},
                     {"made-up-2", "a is smoother than b", "r(a) < r(b)",
                      [](const Evidence& e) { return e.roughness("a") < e.roughness("b"); }}}};
}

/// Seed i has accuracy (800 + i) / 1000 in both settings.
std::vector<TrialResult> results(const Experiment& experiment, std::size_t seeds) {
  std::vector<TrialResult> all;
  for (const Setting& setting : experiment.settings) {
    for (std::uint64_t seed = 0; seed < seeds; ++seed) {
      const double accuracy = static_cast<float>(800 + seed) / 1000.F;
      all.push_back(made_up_result(experiment.name, setting, seed, {accuracy, accuracy}));
    }
  }
  return all;
}

}  // namespace

TEST_CASE("a claim's grade follows the interval of its share", "[statistics]") {
  CHECK(grade_of({.90, 1}) == Grade::robust);
  CHECK(grade_of({.89, 1}) == Grade::likely);
  CHECK(grade_of({.51, .89}) == Grade::likely);
  CHECK(grade_of({.50, .89}) == Grade::coin_toss);
  CHECK(grade_of({.05, .95}) == Grade::coin_toss);
  CHECK(grade_of({.11, .50}) == Grade::coin_toss);
  CHECK(grade_of({.05, .49}) == Grade::unlikely);
  CHECK(grade_of({0, .10}) == Grade::refuted);
}

TEST_CASE("a published number in the central 95 % of seeds is compatible, others are outliers",
          "[statistics]") {
  const auto number = [](double published) {
    const Experiment experiment = exercise(published);
    return *judge(experiment, results(experiment, 101)).settings.front().number;
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
  const Experiment experiment = exercise();
  const auto few = judge(experiment, results(experiment, 19));
  CHECK_FALSE(few.settings.front().number.has_value());
  CHECK_FALSE(few.claims.front().grade.has_value());
  const auto enough = judge(experiment, results(experiment, 20));
  CHECK(enough.settings.front().number.has_value());
  // 0 of 20: the share's interval ends at .16.
  CHECK(enough.claims.front().grade == Grade::unlikely);
}

TEST_CASE("a setting's figures are those of its seeds", "[statistics]") {
  const Experiment experiment = exercise();
  auto all = results(experiment, 101);
  all[7].validation.accuracy = .995;
  const SettingVerdict verdict = judge(experiment, all).settings.front();
  CHECK(verdict.median == Approx(85));
  CHECK(verdict.quartiles.low == Approx(82.5));
  CHECK(verdict.quartiles.high == Approx(87.5));
  CHECK(verdict.solved.holding == 1);
  CHECK(verdict.solved.seeds == 101);
  CHECK(verdict.worst_seed == 0);
  CHECK(verdict.median_seed == 50);
  CHECK(verdict.best_seed == 100);
  CHECK(verdict.width == .375);
  CHECK(verdict.roughness == .5);
}

TEST_CASE("a seed that diverged counts as accuracy 0", "[statistics]") {
  const Experiment experiment = exercise();
  auto all = results(experiment, 20);
  all[3].validation = {kNaN, kNaN};
  const SettingVerdict verdict = judge(experiment, all).settings.front();
  CHECK(verdict.accuracies.front() == 0);
  CHECK(verdict.worst_seed == 3);
  CHECK(figures_of(all[3]).accuracy == 0.0);
}

TEST_CASE("a claim is asked of the seeds that can tell", "[statistics]") {
  const Experiment experiment = exercise();
  auto all = results(experiment, 40);
  for (std::size_t seed = 0; seed < 40; ++seed) {
    all[seed].boundary_roughness = .25;
    if (seed < 15) all[seed].boundary_roughness = std::nullopt;
    if (seed == 39) all[seed].boundary_roughness = .75;
  }
  const ClaimVerdict claim = judge(experiment, all).claims[1];
  CHECK(claim.share->seeds == 25);
  CHECK(claim.share->holding == 24);
  CHECK_FALSE(claim.published.has_value());
}

TEST_CASE("a claim is tried on the notebook's own table", "[statistics]") {
  const auto published = [](double percent) {
    const Experiment experiment = exercise(percent);
    return judge(experiment, results(experiment, 1)).claims.front().published;
  };
  CHECK(published(95) == true);
  CHECK(published(94.9) == false);
}

TEST_CASE("the train error's rises are counted from the second epoch on", "[statistics]") {
  TrialResult result = made_up_result("made-up", {}, 0, {1, 1});
  result.train_error = {.3, .4, .2, .2, .5};
  CHECK(figures_of(result).rising == .5);
  result.train_error = {.3};
  CHECK_FALSE(figures_of(result).rising.has_value());
}

TEST_CASE("an accuracy in float32 is compared as the share that it stands for", "[statistics]") {
  TrialResult result = made_up_result("made-up", {}, 0, {1 - 350.F / 1000, 1});
  CHECK(*figures_of(result).accuracy == .65);
}
