#include "cli/plan.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <limits>
#include <set>

#include "cli/usage_error.hpp"

namespace spiral {

namespace {

void keep_only(std::vector<Experiment>& experiments, const std::vector<std::string>& only) {
  if (only.empty()) return;
  const std::set<std::string> wanted(only.begin(), only.end());
  std::vector<std::string> known;
  for (Experiment& experiment : experiments) {
    for (const Setting& setting : experiment.settings) {
      const bool is_new = std::find(known.begin(), known.end(), setting.name) == known.end();
      if (is_new) known.push_back(setting.name);
    }
    std::erase_if(experiment.settings, [&](const Setting& s) { return !wanted.contains(s.name); });
  }
  for (const std::string& name : only) {
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    throw UsageError("only", name,
                     fmt::format("allowed are the settings {}", fmt::join(known, ", ")));
  }
  std::erase_if(experiments, [](const Experiment& e) { return e.settings.empty(); });
}

void apply_overrides(std::vector<Experiment>& experiments, const std::vector<Override>& overrides) {
  for (Experiment& experiment : experiments) {
    for (Setting& setting : experiment.settings) {
      for (const Override& override : overrides) override(setting);
    }
  }
}

}  // namespace

Setting usual_setting(const Options& options) {
  Setting setting{.hidden = layers(3, 10)};
  for (const Override& override : options.overrides) override(setting);
  return setting;
}

std::vector<Setting> distinct(std::vector<Setting> settings) {
  std::vector<Setting> different;
  for (Setting& setting : settings) {
    setting.name.clear();
    if (std::find(different.begin(), different.end(), setting) == different.end()) {
      different.push_back(std::move(setting));
    }
  }
  return different;
}

void check_batch_sizes(const std::vector<Experiment>& experiments) {
  for (const Experiment& experiment : experiments) {
    for (const Setting& setting : experiment.settings) {
      if (setting.batch_size <= setting.train_size) continue;
      throw UsageError(
          fmt::format("batch size {} with {} points to train on ({}, setting {}): allowed are "
                      "batches from 1 to the size of the training set",
                      setting.batch_size, setting.train_size, experiment.name, setting.name));
    }
  }
}

void check_seeds(std::size_t settings, const Options& options) {
  const auto room = std::numeric_limits<std::uint64_t>::max() - options.seed;
  if (static_cast<std::uint64_t>(options.seeds - 1) > room) {
    throw UsageError("seeds", fmt::to_string(options.seeds),
                     fmt::format("allowed after --seed {} are at most {}", options.seed, room + 1));
  }
  // A trial and its result take some kilobytes: with more of them the memory is the limit.
  constexpr std::int64_t kMostTrials = 1'000'000;
  const std::int64_t most = kMostTrials / static_cast<std::int64_t>(settings);
  if (options.seeds > most) {
    throw UsageError("seeds", fmt::to_string(options.seeds),
                     fmt::format("allowed with {} settings are at most {}", settings, most));
  }
}

std::vector<Experiment> plan_experiments(std::vector<Experiment> experiments,
                                         const Options& options) {
  keep_only(experiments, options.only);
  apply_overrides(experiments, options.overrides);
  check_batch_sizes(experiments);
  std::size_t settings = 0;
  for (const Experiment& experiment : experiments) settings += experiment.settings.size();
  check_seeds(settings, options);
  return experiments;
}

std::vector<Trial> list_trials(const std::vector<Experiment>& experiments, const Options& options) {
  std::vector<Trial> trials;
  for (const Experiment& experiment : experiments) {
    for (const Setting& setting : experiment.settings) {
      for (std::int64_t i = 0; i < options.seeds; ++i) {
        trials.push_back({experiment.name, setting, options.seed + static_cast<std::uint64_t>(i)});
      }
    }
  }
  return trials;
}

}  // namespace spiral
