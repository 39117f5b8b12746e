#include "statistics/verdict.hpp"

#include <algorithm>
#include <cmath>
#include <map>

namespace spiral {

namespace {

/// A float32 accuracy as the fraction of points that it stands for, 0 where it is lost.
double exact_share(double accuracy, std::int64_t points) {
  if (std::isnan(accuracy)) return 0;
  const auto n = static_cast<double>(points);
  return std::round(accuracy * n) / n;
}

std::optional<double> finite(double value) {
  return std::isnan(value) ? std::nullopt : std::optional(value);
}

std::optional<double> rising_share(const std::vector<double>& train_error) {
  if (train_error.size() < 2) return std::nullopt;
  std::size_t rises = 0;
  for (std::size_t i = 1; i < train_error.size(); ++i) {
    if (train_error[i] > train_error[i - 1]) ++rises;
  }
  return static_cast<double>(rises) / static_cast<double>(train_error.size() - 1);
}

/// As the notebook prints it, to a hundredth of a percent.
double percent(const TrialResult& result) {
  const double figure = notebook_figure(result);
  return std::isnan(figure) ? 0 : std::round(figure * 1e4) / 100;
}

std::optional<double> median_of(std::vector<double> values) {
  if (values.empty()) return std::nullopt;
  std::sort(values.begin(), values.end());
  return quantile(values, .5);
}

NumberVerdict judge_number(double published, const std::vector<double>& sorted) {
  const auto [first, last] = std::equal_range(sorted.begin(), sorted.end(), published);
  const auto below = static_cast<double>(first - sorted.begin());
  const auto equal = static_cast<double>(last - first);
  return {.published = published,
          .percentile = (below + equal / 2) / static_cast<double>(sorted.size()),
          .compatible = quantile(sorted, .025) <= published && published <= quantile(sorted, .975)};
}

SettingVerdict judge_setting(const Experiment& experiment, const std::string& setting, bool probe,
                             std::vector<const TrialResult*> results,
                             const MedianBootstrap& bootstrap) {
  std::stable_sort(results.begin(), results.end(),
                   [](const auto* a, const auto* b) { return percent(*a) < percent(*b); });
  std::vector<double> accuracies;
  std::vector<double> widths;
  std::vector<double> roughnesses;
  std::size_t solved = 0;
  for (const TrialResult* result : results) {
    const Figures figures = figures_of(*result);
    accuracies.push_back(percent(*result));
    if (*figures.accuracy >= .99) ++solved;
    if (figures.width) widths.push_back(*figures.width);
    if (figures.roughness) roughnesses.push_back(*figures.roughness);
  }
  const Published* published = find_published(experiment, setting);
  std::optional<NumberVerdict> number;
  if (published != nullptr && results.size() >= kFewestSeeds) {
    number = judge_number(published->accuracy_percent, accuracies);
  }
  return {.setting = setting,
          .probe = probe,
          .accuracies = accuracies,
          .median = quantile(accuracies, .5),
          .quartiles = {quantile(accuracies, .25), quantile(accuracies, .75)},
          .median_interval = bootstrap.interval(accuracies),
          .solved = {solved, results.size()},
          .width = median_of(widths),
          .roughness = median_of(roughnesses),
          .number = number,
          .worst_seed = results.front()->trial.seed,
          .median_seed = results[(results.size() - 1) / 2]->trial.seed,
          .best_seed = results.back()->trial.seed};
}

Evidence published_evidence(const Experiment& experiment) {
  std::map<std::string, Figures> figures;
  for (const Published& row : experiment.published) {
    figures[row.setting].accuracy = row.accuracy_percent / 100;
  }
  return Evidence(std::move(figures));
}

ClaimVerdict judge_claim(const Experiment& experiment, const Claim& claim,
                         const std::vector<Evidence>& seeds) {
  ShareOfSeeds share{0, 0};
  for (const Evidence& seed : seeds) {
    const auto answer = holds(claim, seed);
    if (!answer) continue;
    ++share.seeds;
    if (*answer) ++share.holding;
  }
  ClaimVerdict verdict{.claim = &claim,
                       .share = {},
                       .grade = {},
                       .published = holds(claim, published_evidence(experiment))};
  if (share.seeds > 0) verdict.share = share;
  if (share.seeds >= kFewestSeeds) verdict.grade = grade_of(share.interval());
  return verdict;
}

std::vector<Evidence> evidence_by_seed(const std::vector<TrialResult>& results) {
  std::map<std::uint64_t, std::map<std::string, Figures>> seeds;
  for (const TrialResult& result : results) {
    seeds[result.trial.seed][result.trial.setting.name] = figures_of(result);
  }
  std::vector<Evidence> evidence;
  for (auto& [seed, figures] : seeds) evidence.emplace_back(std::move(figures));
  return evidence;
}

}  // namespace

std::string_view to_string(Grade grade) {
  switch (grade) {
    case Grade::robust:
      return "robust";
    case Grade::likely:
      return "likely";
    case Grade::coin_toss:
      return "coin toss";
    case Grade::unlikely:
      return "unlikely";
    case Grade::refuted:
      return "refuted";
  }
  return {};
}

Grade grade_of(const Interval& share) {
  if (share.low >= .90) return Grade::robust;
  if (share.high <= .10) return Grade::refuted;
  if (share.low > .50) return Grade::likely;
  if (share.high < .50) return Grade::unlikely;
  return Grade::coin_toss;
}

Figures figures_of(const TrialResult& result) {
  const Setting& setting = result.trial.setting;
  Figures figures{.accuracy = exact_share(result.validation.accuracy, setting.val_size),
                  .test_accuracy = {},
                  .width = finite(result.boundary_width),
                  .roughness = result.boundary_roughness,
                  .rising = rising_share(result.train_error)};
  if (result.test) figures.test_accuracy = exact_share(result.test->accuracy, setting.test_size);
  return figures;
}

ExerciseVerdict judge(const Experiment& experiment, const std::vector<TrialResult>& results) {
  ExerciseVerdict verdict{.experiment = &experiment, .settings = {}, .claims = {}};
  const auto seeds = evidence_by_seed(results);
  const MedianBootstrap bootstrap(seeds.size(), /*seed=*/0);
  const auto add = [&](const Setting& setting, bool probe) {
    std::vector<const TrialResult*> own;
    for (const TrialResult& result : results) {
      if (result.trial.setting.name == setting.name) own.push_back(&result);
    }
    verdict.settings.push_back(
        judge_setting(experiment, setting.name, probe, std::move(own), bootstrap));
  };
  for (const Setting& setting : experiment.settings) add(setting, false);
  for (const Setting& setting : experiment.probes) add(setting, true);
  for (const Claim& claim : experiment.claims) {
    verdict.claims.push_back(judge_claim(experiment, claim, seeds));
  }
  return verdict;
}

}  // namespace spiral
