#include "study/plan.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <set>
#include <utility>

#include "study/memory.hpp"

namespace spiral {

namespace {

/// Of the cases that have all of the study's seeds.
std::size_t count_cases(const Study& study) {
  std::size_t count = 0;
  for (std::size_t e = 0; e < study.experiments.size(); ++e) {
    if (study.seeds_of(e).count < study.seeds.count) continue;
    const Experiment& experiment = study.experiments[e];
    count += experiment.cases.size() + experiment.auxiliary.size();
  }
  return count;
}

void check_batch_size(const Experiment& experiment, const Case& item) {
  const auto& [batch_size, train_size] = std::pair(item.config.batch_size, item.config.train_size);
  if (batch_size <= train_size) return;
  throw UsageError(fmt::format(
      "--batch-size {}: with {} points to train on ({}, case {}) it must be from 1 to {}",
      batch_size, train_size, experiment.name, item.label, train_size));
}

void check_memory(const Experiment& experiment, const Case& item) {
  constexpr double kGigabyte = 1e9;
  const auto [least, limit] = std::pair(least_memory(item.config), memory_limit());
  if (least <= limit) return;
  throw UsageError(
      fmt::format("{} neurons and batches of {} take {:.0f} GB at least ({}, case {}): must fit "
                  "into {:.0f} GB of memory",
                  shape_name(item.config.hidden), item.config.batch_size,
                  static_cast<double>(least) / kGigabyte, experiment.name, item.label,
                  static_cast<double>(limit) / kGigabyte));
}

void check_seeds(std::size_t cases, const SeedRange& seeds, std::int64_t max_trials) {
  const std::string count = fmt::to_string(seeds.count);
  const auto room = std::numeric_limits<std::uint64_t>::max() - seeds.first;
  if (static_cast<std::uint64_t>(seeds.count - 1) > room) {
    throw UsageError("seeds", count,
                     fmt::format("must be at most {} after --seed {}", room + 1, seeds.first));
  }
  const std::int64_t max = max_trials / std::max<std::int64_t>(1, static_cast<std::int64_t>(cases));
  if (seeds.count > max) {
    throw UsageError("seeds", count, fmt::format("must be at most {} with {} cases", max, cases));
  }
}

}  // namespace

std::vector<Experiment> choose_experiments(std::vector<Experiment> catalog,
                                           const std::vector<std::string>& names) {
  if (names.empty()) return catalog;
  std::vector<std::string> known;
  for (const Experiment& experiment : catalog) known.push_back(experiment.name);
  for (const std::string& name : names) {
    if (std::find(known.begin(), known.end(), name) == known.end()) {
      throw UsageError("unknown exercise '" + name + "'; " + suggestion(name, known));
    }
  }
  std::erase_if(catalog, [&](const Experiment& experiment) {
    return std::find(names.begin(), names.end(), experiment.name) == names.end();
  });
  return catalog;
}

void keep_cases(std::vector<Experiment>& experiments, const std::vector<std::string>& labels) {
  if (labels.empty()) return;
  const std::set<std::string> wanted(labels.begin(), labels.end());
  std::vector<std::string> known;
  for (Experiment& experiment : experiments) {
    for (const Case& item : experiment.cases) {
      const bool is_new = std::find(known.begin(), known.end(), item.label) == known.end();
      if (is_new) known.push_back(item.label);
    }
    std::erase_if(experiment.cases, [&](const Case& item) { return !wanted.contains(item.label); });
  }
  for (const std::string& label : labels) {
    if (std::find(known.begin(), known.end(), label) != known.end()) continue;
    throw UsageError("only", label, "must be of the cases " + list_words(known, "and"));
  }
  std::erase_if(experiments, [](const Experiment& e) { return e.cases.empty(); });
}

void apply_changes(std::vector<Experiment>& experiments, const std::vector<ConfigChange>& changes) {
  for (Experiment& experiment : experiments) {
    for (Cases* cases : {&experiment.cases, &experiment.auxiliary}) {
      for (Case& item : *cases) {
        for (const ConfigChange& change : changes) change.apply(item.config);
      }
    }
  }
}

void drop_auxiliary(std::vector<Experiment>& experiments) {
  for (Experiment& experiment : experiments) experiment.auxiliary.clear();
}

Place place_outside_notebook(const TrainConfig& config) {
  return {.validation = 0, .model = 0, .end = random_numbers(config)};
}

void check_study(const Study& study, std::int64_t max_trials) {
  for (const Experiment& experiment : study.experiments) {
    for (const Cases& cases : {experiment.cases, experiment.auxiliary}) {
      for (const Case& item : cases) {
        check_batch_size(experiment, item);
        check_memory(experiment, item);
      }
    }
  }
  check_seeds(count_cases(study), study.seeds, max_trials);
}

std::vector<std::string> warnings_of(const Study& study) {
  std::vector<std::string> warnings;
  for (const Experiment& experiment : study.experiments) {
    std::size_t different = 0;
    for (auto item = experiment.cases.begin(); item != experiment.cases.end(); ++item) {
      const bool is_new = std::none_of(experiment.cases.begin(), item, [&](const Case& earlier) {
        return earlier.config == item->config;
      });
      if (is_new) ++different;
    }
    if (different == experiment.cases.size()) continue;
    warnings.push_back(fmt::format("with these options only {} of the {} cases of {} differ",
                                   different, experiment.cases.size(), experiment.name));
  }
  return warnings;
}

std::vector<PlannedTrial> list_trials(const Study& study) {
  std::vector<PlannedTrial> trials;
  for (std::size_t e = 0; e < study.experiments.size(); ++e) {
    const Experiment& experiment = study.experiments[e];
    const SeedRange& seeds = study.seeds_of(e);
    for (const Cases* cases : {&experiment.cases, &experiment.auxiliary}) {
      for (const Case& item : *cases) {
        for (std::int64_t i = 0; i < seeds.count; ++i) {
          trials.push_back({&experiment, &item, seeds.at(i)});
        }
      }
    }
  }
  return trials;
}

}  // namespace spiral
