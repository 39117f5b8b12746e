// Prints the trained weights of an exercise's trials as JSON, a list a trial, in the order of
// spiral-exp's own export. The export has no weights; the comparison with Python wants them.
#include <cstdio>
#include <nlohmann/json.hpp>
#include <string>

#include "cli/options.hpp"
#include "experiments/catalog.hpp"
#include "support/weights.hpp"

int main(int argc, char** argv) {
  const std::vector<std::string> words(argv + 1, argv + argc);
  const spiral::Options options = spiral::parse_options(words.front(), spiral::exercise_options(),
                                                        {words.begin() + 1, words.end()});
  nlohmann::json weights = nlohmann::json::array();
  for (const spiral::Experiment& experiment : spiral::catalog()) {
    if (experiment.name != words.front()) continue;
    for (spiral::Setting setting : experiment.settings) {
      for (const auto& override : options.overrides) override(setting);
      for (std::int64_t i = 0; i < options.seeds; ++i) {
        const auto seed = options.seed + static_cast<std::uint64_t>(i);
        weights.push_back(spiral::trained_weights({experiment.name, setting, seed}));
      }
    }
  }
  std::puts(weights.dump().c_str());
}
