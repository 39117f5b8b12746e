// Prints the trained weights of an exercise's cases, auxiliary ones too, as JSON. spiral-exp's own export
// has no weights; the comparison with Python wants them.
//
//     spiral-weights EXERCISE [--seed S] [--seeds N] [option of a config]...
#include <cstdio>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "core/text.hpp"
#include "engine/engine.hpp"
#include "engine/runtime.hpp"
#include "experiments/catalog.hpp"

namespace {

using namespace spiral;

struct Arguments {
  std::string exercise;
  std::uint64_t first_seed = 0;
  std::uint64_t seeds = 1;
  std::vector<ConfigChange> changes = {};
};

/// Trusts its caller: what is wrong ends the program by an exception.
Arguments parse(const std::vector<std::string>& words) {
  Arguments arguments{.exercise = words.at(0)};
  for (std::size_t i = 1; i < words.size(); ++i) {
    if (words[i] == "--seed") {
      arguments.first_seed = parse_unsigned(words.at(++i)).value();
    } else if (words[i] == "--seeds") {
      arguments.seeds = parse_unsigned(words.at(++i)).value();
    } else {
      const ConfigField* field = find_config_field(words[i].substr(2));
      if (field == nullptr) throw UsageError(words[i]);
      const bool is_switch = field->value_name.empty();
      arguments.changes.push_back({field, field->parse(is_switch ? "yes" : words.at(++i)).value()});
    }
  }
  return arguments;
}

}  // namespace

int main(int argc, char** argv) {
  const Arguments arguments = parse({argv + 1, argv + argc});
  prepare_device("cpu");
  const auto engine = make_engine("torch", {});
  TrainingObserver nobody;
  nlohmann::json trials = nlohmann::json::array();
  for (const Experiment& experiment : catalog()) {
    if (experiment.name != arguments.exercise) continue;
    for (const auto& cases : {experiment.cases, experiment.auxiliary}) {
      for (Case item : cases) {
        // Another value of what a cell inherits is a change like any other.
        if (!item.assumption.empty()) continue;
        for (const ConfigChange& change : arguments.changes) change.apply(item.config);
        for (std::uint64_t i = 0; i < arguments.seeds; ++i) {
          const std::uint64_t seed = arguments.first_seed + i;
          const auto result = engine->train(item.config, item.place, {seed}, nobody).front();
          trials.push_back({{"case", item.label}, {"seed", seed}, {"weights", result.weights}});
        }
      }
    }
  }
  std::puts(trials.dump().c_str());
}
