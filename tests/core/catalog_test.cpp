#include "experiments/catalog.hpp"

#include <map>
#include <set>

#include "support/catch.hpp"

using namespace spiral;

namespace {

std::map<std::string, Experiment> by_name() {
  std::map<std::string, Experiment> found;
  for (Experiment& experiment : catalog()) found.emplace(experiment.name, experiment);
  return found;
}

}  // namespace

TEST_CASE("the catalog lists the notebook's exercises in its order", "[experiment]") {
  std::vector<std::string> names;
  for (const Experiment& experiment : catalog()) names.push_back(experiment.name);
  CHECK(names == std::vector<std::string>{"linear", "first-model", "working-model", "architecture",
                                          "activation", "neurons", "batch-size", "learning-rate",
                                          "epochs", "optimizer", "loss", "test-set"});
}

TEST_CASE("every case of an exercise has a label of its own", "[experiment]") {
  for (const Experiment& experiment : catalog()) {
    std::set<std::string> labels;
    for (const Case& item : experiment.cases) labels.insert(item.label);
    for (const Case& item : experiment.auxiliary) labels.insert(item.label);
    INFO(experiment.name);
    CHECK(labels.size() == experiment.cases.size() + experiment.auxiliary.size());
  }
}

TEST_CASE("a published row belongs to a case", "[experiment]") {
  const Cases cases{{.label = "a", .config = {}}};
  CHECK(Cases(cases).published({{"a", 99, "thin"}}).front().published->boundary == "thin");
  CHECK_THROWS_WITH(Cases(cases).published({{"b", 99}}), "no case 'b' to publish");
}

TEST_CASE("a sweep labels each case after its value and changes nothing else", "[experiment]") {
  const TrainConfig base{.hidden = layers(3, 7), .epochs = 9};
  const Cases cases = sweep(base, &TrainConfig::learning_rate, {0.001, 0.1, 10.0});
  REQUIRE(cases.size() == 3);
  CHECK(cases[0].label == "0.001");
  CHECK(cases[1].label == "0.1");
  CHECK(cases[2].label == "10");
  TrainConfig config = cases[2].config;
  config.learning_rate = base.learning_rate;
  CHECK(config == base);
}

TEST_CASE("each case has its place in Run All", "[experiment]") {
  auto found = by_name();
  CHECK(found["linear"].cases[0].place == Place{43, 0, 43});
  CHECK(found["first-model"].cases[0].place.model == 43);
  CHECK(found["loss"].cases.back().label == "3x10/bce");
  CHECK(found["test-set"].cases[0].place == found["loss"].cases.back().place);
  for (const Case& item : found["loss"].auxiliary) {
    CHECK(item.place.model == found["loss"].cases.front().place.model);
  }
  std::int64_t drawn = 0;
  for (const Experiment& experiment : catalog()) {
    if (experiment.scores_last_model) continue;
    for (const Case& item : experiment.cases) {
      CHECK(item.place.model == drawn);
      CHECK(item.place.validation == 43);
      drawn = item.place.end;
    }
  }
}

TEST_CASE("places depend on nothing but the catalog", "[experiment]") {
  auto again = catalog();
  assign_places(again);
  const auto once = catalog();
  for (std::size_t i = 0; i < once.size(); ++i) {
    for (std::size_t k = 0; k < once[i].cases.size(); ++k) {
      CHECK(once[i].cases[k].place == again[i].cases[k].place);
    }
  }
}

TEST_CASE("what a cell inherits is a value of a field, and its plausible values are judged apart",
          "[experiment]") {
  for (const Experiment& experiment : catalog()) {
    std::size_t alternatives = 0;
    for (const Inherited& inherited : experiment.inherits) {
      INFO(experiment.name << ", " << inherited.field);
      const ConfigField* field = find_config_field(inherited.field);
      REQUIRE(field != nullptr);
      for (const std::string& value : inherited.values) CHECK(field->parse(value).has_value());
      alternatives += inherited.values.size() - 1;
      CHECK(inherited.evidence.empty() == (inherited.values.size() == 1));
    }
    const auto assumed = std::ranges::count_if(
        experiment.auxiliary, [](const Case& item) { return !item.assumption.empty(); });
    const auto published = std::ranges::count_if(
        experiment.cases, [](const Case& item) { return item.published.has_value(); });
    CHECK(static_cast<std::size_t>(assumed) == alternatives * static_cast<std::size_t>(published));
  }
}

TEST_CASE("under another value a case keeps its place, and of its layers their number",
          "[experiment]") {
  Experiment experiment{.name = "depth", .summary = {}, .varied = {}, .cases = {}};
  experiment.inherits = {{"hidden", {"10", "4"}, "It is plausible."}};
  experiment.cases = {
      {.label = "3", .config = {.hidden = layers(3, 10)}, .published = Published{90.}},
      {.label = "1", .config = {.hidden = layers(1, 10)}}};
  experiment.cases[0].place = {1, 2, 3};
  add_alternatives(experiment);
  REQUIRE(experiment.auxiliary.size() == 1);
  const Case& item = experiment.auxiliary.front();
  CHECK(item.label == "3 (hidden=4)");
  CHECK(item.config.hidden == layers(3, 4));
  CHECK(item.place == Place{1, 2, 3});
  CHECK(item.published->accuracy_percent == 90);
}
