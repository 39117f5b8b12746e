// What is to be trained: choices, changes and checks before any work.
#include "study/plan.hpp"

#include <limits>

#include "study/fake_engine.hpp"
#include "support/catch.hpp"

using namespace spiral;

namespace {

Experiment experiment_of(const std::string& name, const std::vector<std::int64_t>& epochs) {
  Experiment experiment{
      .name = name, .summary = {}, .varied = {}, .cases = sweep({}, &TrainConfig::epochs, epochs)};
  std::int64_t drawn = 0;
  for (Case& item : experiment.cases) {
    item.place = {9, drawn, drawn + 1};
    ++drawn;
  }
  return experiment;
}

const std::vector<Experiment> kCatalog{
    experiment_of("linear", {1}), experiment_of("epochs", {1, 2}), experiment_of("neurons", {3})};

std::vector<std::string> names_of(const std::vector<Experiment>& experiments) {
  std::vector<std::string> names;
  for (const Experiment& experiment : experiments) names.push_back(experiment.name);
  return names;
}

ConfigChange change(const std::string& name, const std::string& value) {
  const ConfigField* field = find_config_field(name);
  return {field, *field->parse(value)};
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("exercises are chosen in the catalog's order, all where none is named", "[study]") {
  CHECK(names_of(choose_experiments(kCatalog, {})) == Names{"linear", "epochs", "neurons"});
  CHECK(names_of(choose_experiments(kCatalog, {"neurons", "linear"})) ==
        Names{"linear", "neurons"});
}

TEST_CASE("an unknown exercise is refused with the nearest one", "[study]") {
  CHECK_THROWS_AS(choose_experiments(kCatalog, {"linaer"}), UsageError);
  CHECK_THROWS_WITH(choose_experiments(kCatalog, {"linear", "linaer"}),
                    "unknown exercise 'linaer'; did you mean linear?");
  CHECK_THROWS_WITH(choose_experiments(kCatalog, {"everything"}),
                    ContainsSubstring("must be linear, epochs or neurons"));
}

TEST_CASE("only the named cases are kept, with the exercises that have any", "[study]") {
  auto experiments = kCatalog;
  keep_cases(experiments, {"2", "3"});
  REQUIRE(names_of(experiments) == Names{"epochs", "neurons"});
  REQUIRE(experiments[0].cases.size() == 1);
  CHECK(experiments[0].cases[0].label == "2");
  CHECK(experiments[1].cases[0].label == "3");

  experiments = kCatalog;
  keep_cases(experiments, {});
  CHECK(experiments.size() == 3);
  CHECK_THROWS_WITH(keep_cases(experiments, {"4"}), "--only 4: must be of the cases 1, 2 and 3");
}

TEST_CASE("a change reaches every config, auxiliary ones too, and no place", "[study]") {
  auto experiments = kCatalog;
  experiments[0].auxiliary = experiments[1].cases;
  apply_changes(experiments, {change("epochs", "7"), change("noise", "0")});
  for (const Case& item : {experiments[0].cases[0], experiments[0].auxiliary[1],
                           experiments[1].cases[1], experiments[2].cases[0]}) {
    CHECK(item.config == TrainConfig{.epochs = 7, .noise = 0});
  }
  CHECK(experiments[0].auxiliary[1].place == Place{9, 1, 2});
  CHECK(experiments[1].cases[1].place == Place{9, 1, 2});
  drop_auxiliary(experiments);
  CHECK(experiments[0].auxiliary.empty());
}

TEST_CASE("what is trained outside the notebook is 3x10, right behind its data sets", "[study]") {
  CHECK(usual_config({}) == TrainConfig{.hidden = {10, 10, 10}});
  const TrainConfig config = usual_config({change("hidden", "5"), change("epochs", "2")});
  CHECK(config == TrainConfig{.hidden = {5}, .epochs = 2});
  CHECK(place_outside_notebook(config) == Place{0, 0, random_numbers(config)});
}

TEST_CASE("a batch that is larger than its training set is refused", "[study]") {
  Study study{.command = "test", .experiments = kCatalog};
  CHECK_NOTHROW(check_study(study));
  study.experiments[1].cases[1].config.train_size = 32;
  CHECK_NOTHROW(check_study(study));
  study.experiments[1].cases[1].config.train_size = 31;
  CHECK_THROWS_WITH(
      check_study(study),
      "--batch-size 32: with 31 points to train on (epochs, case 2) it must be from 1 to "
      "31");
  study.experiments[1].auxiliary = {study.experiments[1].cases[1]};
  study.experiments[1].cases.pop_back();
  CHECK_THROWS_AS(check_study(study), UsageError);
}

TEST_CASE("more seeds than there are, or than memory bears, are refused", "[study]") {
  Study study{.command = "test", .experiments = kCatalog};
  study.seeds = {std::numeric_limits<std::uint64_t>::max(), 1};
  CHECK_NOTHROW(check_study(study));
  study.seeds.count = 2;
  CHECK_THROWS_WITH(check_study(study), "--seeds 2: must be at most 1 after --seed " +
                                            std::to_string(study.seeds.first));
  study.seeds = {0, 250'000};
  CHECK_NOTHROW(check_study(study));
  study.seeds.count = 250'001;
  CHECK_THROWS_WITH(check_study(study), "--seeds 250001: must be at most 250000 with 4 cases");
  // Auxiliary cases are trained as well.
  study.seeds.count = 250'000;
  study.experiments[0].auxiliary = study.experiments[0].cases;
  CHECK_THROWS_WITH(check_study(study), ContainsSubstring("at most 200000 with 5 cases"));
}

TEST_CASE("cases that a user made alike are told", "[study]") {
  Study study{.command = "test", .experiments = kCatalog};
  CHECK(warnings_of(study).empty());
  apply_changes(study.experiments, {change("epochs", "7")});
  CHECK(warnings_of(study) == Names{"with these options only 1 of the 2 cases of epochs differ"});
}

TEST_CASE("trials are listed case after case, auxiliary ones behind, seeds in order", "[study]") {
  Study study{.command = "test", .experiments = {kCatalog[1], kCatalog[2]}, .seeds = {5, 2}};
  study.experiments[0].auxiliary = experiment_of("", {9}).cases;
  std::vector<std::string> listed;
  for (const PlannedTrial& trial : list_trials(study)) {
    listed.push_back(trial.experiment->name + " " + trial.item->label + " " +
                     std::to_string(trial.seed));
    CHECK(trial.key() == TrialKey{trial.item->config, trial.seed, trial.item->place});
  }
  CHECK(listed == Names{"epochs 1 5", "epochs 1 6", "epochs 2 5", "epochs 2 6", "epochs 9 5",
                        "epochs 9 6", "neurons 3 5", "neurons 3 6"});
}
