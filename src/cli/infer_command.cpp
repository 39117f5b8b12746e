#include <fmt/format.h>

#include <algorithm>

#include "cli/commands.hpp"
#include "cli/plan.hpp"
#include "cli/reproduction.hpp"
#include "cli/stored_training.hpp"
#include "cli/usage_error.hpp"
#include "engine/environment.hpp"
#include "report/table.hpp"
#include "statistics/inference.hpp"
#include "statistics/verdict.hpp"

namespace spiral {

namespace {

// The test set's figure is a soft score, which the notebook prints to a hundredth of a percent.
constexpr std::size_t kStepsOfSoftScore = 10'000;

/// The exercise as it would be with the candidate's values; only what was published of it.
Experiment under(Experiment experiment, const Candidate& candidate) {
  std::erase_if(experiment.settings, [&](const Setting& setting) {
    return find_published(experiment, setting.name) == nullptr;
  });
  for (Setting& setting : experiment.settings) {
    for (const Override& override : candidate.overrides) override(setting);
  }
  experiment.probes.clear();
  return experiment;
}

/// Settings that the candidate made the same: what the exercise is about cannot be varied.
void check_still_different(const Experiment& variant, const Candidate& candidate) {
  for (std::size_t i = 1; i < variant.settings.size(); ++i) {
    Setting here = variant.settings[i];
    for (std::size_t before = 0; before < i; ++before) {
      here.name = variant.settings[before].name;
      if (here != variant.settings[before]) continue;
      throw UsageError("vary", candidate.name,
                       fmt::format("{} varies it itself, so that {} and {} would be the same; "
                                   "allowed is what an exercise does not vary",
                                   variant.name, here.name, variant.settings[i].name));
    }
  }
}

std::vector<Observation> observe(const Experiment& experiment, const ExerciseVerdict& verdict) {
  std::vector<Observation> row;
  for (std::size_t i = 0; i < experiment.settings.size(); ++i) {
    const Setting& setting = experiment.settings[i];
    row.push_back({.published = find_published(experiment, setting.name)->accuracy_percent,
                   .seeds = verdict.settings[i].accuracies,
                   .points = setting.test_size > 0 ? kStepsOfSoftScore
                                                   : static_cast<std::size_t>(setting.val_size)});
  }
  return row;
}

std::size_t count_compatible(const ExerciseVerdict& verdict) {
  return static_cast<std::size_t>(
      std::count_if(verdict.settings.begin(), verdict.settings.end(),
                    [](const auto& setting) { return setting.number->compatible; }));
}

Table weights_table(const std::vector<Candidate>& candidates,
                    const std::vector<ExerciseVerdict>& verdicts,
                    const std::vector<Posterior>& posteriors) {
  Table table{
      .header = {"value", "log-likelihood", "weight", "95 % over seeds", "numbers compatible"},
      .rows = {}};
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    const auto& [log_likelihood, weight, interval] = posteriors[i];
    table.rows.push_back(
        {candidates[i].name, fmt::format("{:.2f}", log_likelihood), fmt::format("{:.2f}", weight),
         fmt::format("{:.2f} to {:.2f}", interval.low, interval.high),
         verdicts[i].settings.front().number
             ? fmt::format("{} of {}", count_compatible(verdicts[i]), verdicts[i].settings.size())
             : "too few seeds"});
  }
  return table;
}

/// Each setting's median under each candidate beside what was published.
Table medians_table(const Experiment& experiment, const std::vector<Candidate>& candidates,
                    const std::vector<ExerciseVerdict>& verdicts) {
  Table table{.header = {"setting", "published %"}, .rows = {}};
  for (const Candidate& candidate : candidates) table.header.push_back(candidate.name);
  const auto& settings = verdicts.front().settings;
  for (std::size_t s = 0; s < settings.size(); ++s) {
    const Published* published = find_published(experiment, settings[s].setting);
    std::vector<std::string> row{settings[s].setting,
                                 fmt::format("{:.2f}", published->accuracy_percent)};
    for (const ExerciseVerdict& verdict : verdicts) {
      row.push_back(fmt::format("{:.1f}", verdict.settings[s].median));
    }
    table.rows.push_back(std::move(row));
  }
  return table;
}

/// What the weights come to, in a sentence.
std::string conclusion(const std::vector<Candidate>& candidates,
                       const std::vector<ExerciseVerdict>& verdicts,
                       const std::vector<Posterior>& posteriors) {
  if (!verdicts.front().settings.front().number) {
    return fmt::format("Too few seeds for a verdict: it takes {}.", kFewestSeeds);
  }
  const auto lighter = [](const Posterior& a, const Posterior& b) { return a.weight < b.weight; };
  const auto best = std::max_element(posteriors.begin(), posteriors.end(), lighter);
  const auto place = static_cast<std::size_t>(best - posteriors.begin());
  if (count_compatible(verdicts[place]) == 0) {
    return fmt::format(
        "The published numbers speak for none of these values: under the likeliest, {}, "
        "each of them is an outlier.",
        candidates[place].name);
  }
  const auto equal = std::find_if(best + 1, posteriors.end(),
                                  [&](const auto& other) { return other.weight == best->weight; });
  if (equal != posteriors.end()) {
    return fmt::format("The published numbers cannot tell {} from {}.", candidates[place].name,
                       candidates[static_cast<std::size_t>(equal - posteriors.begin())].name);
  }
  return fmt::format(
      "The published numbers speak for {}: weight {:.2f}, if all values were equally likely "
      "before; "
      "with other seeds, {:.2f} to {:.2f}.",
      candidates[place].name, best->weight, best->weight_interval.low, best->weight_interval.high);
}

}  // namespace

int infer_command(const Options& options) {
  const Experiment exercise = choose_exercises({options.operand}).front();
  if (exercise.published.empty()) {
    throw UsageError(exercise.name + ": the notebook published no numbers of this exercise");
  }
  const auto candidates = combinations(options.variations);
  if (candidates.size() < 2) {
    throw UsageError("--vary is missing or names one value; it takes two, as --vary epochs=50,100");
  }
  std::vector<Experiment> variants;
  for (const Candidate& candidate : candidates) {
    variants.push_back(under(exercise, candidate));
    check_still_different(variants.back(), candidate);
  }
  check_batch_sizes(variants);
  const auto settings = all_settings(variants);
  check_seeds(settings.size(), options);
  const TrainingPlan plan = plan_training(options, {.keeps_weights = true}, /*stores=*/true);
  const StoredRun run{.command = "spiral-exp infer " + exercise.name,
                      .environment = describe_environment(options.device, plan.engine.name),
                      .first_seed = options.seed,
                      .seeds = options.seeds,
                      .exercises = {exercise.name}};
  const auto store = open_store(options);
  if (!train_missing(*store, settings, run.environment, plan, options)) return kExitInterrupted;

  std::vector<ExerciseVerdict> verdicts;
  std::vector<std::vector<Observation>> rows;
  for (const Experiment& variant : variants) {
    verdicts.push_back(judge(variant, stored_results(*store, variant, run)));
    rows.push_back(observe(variant, verdicts.back()));
  }
  const auto posteriors = weigh(rows);
  fmt::print("{}: the published numbers under each value, {} ({} engine)\n\n{}\n{}\n{}\n",
             exercise.name,
             options.seeds == 1 ? "1 seed" : fmt::format("{} seeds each", options.seeds),
             plan.engine.name, render_console(weights_table(candidates, verdicts, posteriors)),
             render_console(medians_table(exercise, candidates, verdicts)),
             conclusion(candidates, verdicts, posteriors));
  return kExitDone;
}

}  // namespace spiral
