#include "experiments/catalog.hpp"

#include <set>

#include "support/catch.hpp"

using namespace spiral;

TEST_CASE("the catalog lists the notebook's exercises in its order", "[experiment]") {
  std::vector<std::string> names;
  for (const Experiment& experiment : catalog()) names.push_back(experiment.name);
  CHECK(names == std::vector<std::string>{"linear", "first-model", "working-model", "architecture",
                                          "activation", "neurons", "batch-size", "learning-rate",
                                          "epochs", "optimizer", "loss", "test-set"});
}

TEST_CASE("every setting of an exercise has a name of its own", "[experiment]") {
  for (const Experiment& experiment : catalog()) {
    std::set<std::string> names;
    for (const Setting& setting : experiment.settings) names.insert(setting.name);
    INFO(experiment.name);
    CHECK(names.size() == experiment.settings.size());
  }
}

TEST_CASE("every published row belongs to a setting", "[experiment]") {
  for (const Experiment& experiment : catalog()) {
    std::size_t found = 0;
    for (const Setting& setting : experiment.settings) {
      if (find_published(experiment, setting.name) != nullptr) ++found;
    }
    INFO(experiment.name);
    CHECK(found == experiment.published.size());
  }
}
