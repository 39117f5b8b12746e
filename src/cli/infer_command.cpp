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

/// How well the published row goes with the seeds of one candidate.
struct Fit {
  ExerciseVerdict verdict;
  double log_likelihood;
};

Fit fit(const Experiment& experiment, const std::vector<TrialResult>& results) {
  Fit fit{.verdict = judge(experiment, results), .log_likelihood = 0};
  for (std::size_t i = 0; i < experiment.settings.size(); ++i) {
    const Setting& setting = experiment.settings[i];
    const double published = find_published(experiment, setting.name)->accuracy_percent;
    const std::size_t steps =
        setting.test_size > 0 ? kStepsOfSoftScore : static_cast<std::size_t>(setting.val_size);
    fit.log_likelihood += log_likelihood({published, fit.verdict.settings[i].accuracies}, steps);
  }
  return fit;
}

Table weights_table(const std::vector<Candidate>& candidates, const std::vector<Fit>& fits,
                    const std::vector<double>& weights) {
  Table table{.header = {"value", "log-likelihood", "weight", "numbers compatible"}, .rows = {}};
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    const auto& settings = fits[i].verdict.settings;
    const auto compatible = std::count_if(settings.begin(), settings.end(), [](const auto& s) {
      return s.number && s.number->compatible;
    });
    table.rows.push_back({candidates[i].name, fmt::format("{:.2f}", fits[i].log_likelihood),
                          fmt::format("{:.4f}", weights[i]),
                          settings.front().number
                              ? fmt::format("{} of {}", compatible, settings.size())
                              : "too few seeds"});
  }
  return table;
}

/// Each setting's median under each candidate beside what was published.
Table medians_table(const Experiment& experiment, const std::vector<Candidate>& candidates,
                    const std::vector<Fit>& fits) {
  Table table{.header = {"setting", "published %"}, .rows = {}};
  for (const Candidate& candidate : candidates) table.header.push_back(candidate.name);
  const auto& settings = fits.front().verdict.settings;
  for (std::size_t s = 0; s < settings.size(); ++s) {
    const Published* published = find_published(experiment, settings[s].setting);
    std::vector<std::string> row{settings[s].setting,
                                 fmt::format("{:.2f}", published->accuracy_percent)};
    for (const Fit& fit : fits) {
      row.push_back(fmt::format("{:.1f}", fit.verdict.settings[s].median));
    }
    table.rows.push_back(std::move(row));
  }
  return table;
}

}  // namespace

int infer_command(const Options& options) {
  const Experiment exercise = choose_exercises({options.operand}).front();
  if (exercise.published.empty()) {
    throw UsageError(exercise.name + ": the notebook published no numbers of this exercise");
  }
  if (options.candidates.empty()) {
    throw UsageError("--vary is missing; it names the values to try, as --vary epochs=50,100");
  }
  std::vector<Experiment> variants;
  for (const Candidate& candidate : options.candidates) {
    variants.push_back(under(exercise, candidate));
  }
  check_batch_sizes(variants);
  const auto settings = all_settings(variants);
  check_seeds(settings.size(), options);
  const TrainingPlan plan = plan_training(options, {.keeps_weights = true});
  const Environment environment = describe_environment(options.device, plan.engine.name);
  const auto store = open_store(options);
  if (!train_missing(*store, settings, environment, plan, options)) return kExitInterrupted;

  std::vector<Fit> fits;
  std::vector<double> log_likelihoods;
  for (const Experiment& variant : variants) {
    std::vector<TrialResult> results;
    for (const Setting& setting : variant.settings) {
      const auto own =
          store->results(variant.name, setting, environment, options.seed, options.seeds);
      results.insert(results.end(), own.begin(), own.end());
    }
    fits.push_back(fit(variant, results));
    log_likelihoods.push_back(fits.back().log_likelihood);
  }
  const auto weights = posterior_weights(log_likelihoods);
  const auto best =
      static_cast<std::size_t>(std::max_element(weights.begin(), weights.end()) - weights.begin());
  fmt::print("{}: the published numbers under each value, {} seeds each ({} engine)\n\n{}\n{}\n",
             exercise.name, options.seeds, plan.engine.name,
             render_console(weights_table(options.candidates, fits, weights)),
             render_console(medians_table(exercise, options.candidates, fits)));
  fmt::print(
      "The published numbers speak for {}: weight {:.4f}, if all values were equally likely "
      "before.\n",
      options.candidates[best].name, weights[best]);
  return kExitDone;
}

}  // namespace spiral
