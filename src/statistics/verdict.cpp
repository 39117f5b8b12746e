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

NumberVerdict assess_number(double published, const std::vector<double>& sorted) {
  const auto [first, last] = std::equal_range(sorted.begin(), sorted.end(), published);
  const auto below = static_cast<double>(first - sorted.begin());
  const auto equal = static_cast<double>(last - first);
  const auto [low, high] = central_95(sorted);
  return {.percentile = (below + equal / 2) / static_cast<double>(sorted.size()),
          .compatible = low <= published && published <= high};
}

CaseVerdict assess_case(const CaseResults& of_case, bool is_auxiliary,
                        const MedianBootstrap& bootstrap) {
  std::vector<const TrialResult*> results;
  for (const TrialResult& result : of_case.results) results.push_back(&result);
  std::ranges::stable_sort(results, {}, [](const TrialResult* r) { return percent(*r); });
  std::vector<double> accuracies;
  std::vector<std::uint64_t> seeds;
  std::vector<double> widths;
  std::vector<double> roughnesses;
  std::size_t solved = 0;
  for (const TrialResult* result : results) {
    const Metrics metrics = metrics_of(*result);
    accuracies.push_back(percent(*result));
    seeds.push_back(result->key.seed);
    if (*metrics.accuracy >= .99) ++solved;
    if (metrics.width) widths.push_back(*metrics.width);
    if (metrics.roughness) roughnesses.push_back(*metrics.roughness);
  }
  const auto& published = of_case.item.published;
  std::optional<NumberVerdict> number;
  if (published && results.size() >= kMinSeeds) {
    number = assess_number(published->accuracy_percent, accuracies);
  }
  return {.item = &of_case.item,
          .is_auxiliary = is_auxiliary,
          .accuracies = accuracies,
          .seeds = seeds,
          .median = quantile(accuracies, .5),
          .quartiles = {quantile(accuracies, .25), quantile(accuracies, .75)},
          .median_interval = bootstrap.interval(accuracies),
          .solved = {solved, results.size()},
          .width = median_of(widths),
          .roughness = median_of(roughnesses),
          .number = number};
}

/// Calls `use` with every case's results and its place among the claims' labels.
template <class Use>
void for_each_case(const ExperimentResults& results, const Use& use) {
  std::size_t place = 0;
  for (const CaseResults& of_case : results.cases) use(of_case, place++);
  for (const CaseResults& of_case : results.auxiliary) use(of_case, place++);
}

/// A seed's metrics, a case each, in the order of the claims' labels.
using CaseMetrics = std::vector<Metrics>;

std::map<std::uint64_t, CaseMetrics> metrics_by_seed(const ExperimentResults& results) {
  const std::size_t cases = results.cases.size() + results.auxiliary.size();
  std::map<std::uint64_t, CaseMetrics> by_seed;
  for_each_case(results, [&](const CaseResults& of_case, std::size_t place) {
    for (const TrialResult& result : of_case.results) {
      by_seed.try_emplace(result.key.seed, cases).first->second[place] = metrics_of(result);
    }
  });
  return by_seed;
}

CaseMetrics published_metrics(const ExperimentResults& results) {
  CaseMetrics metrics;
  for_each_case(results, [&](const CaseResults& of_case, std::size_t) {
    metrics.emplace_back();
    const auto& published = of_case.item.published;
    if (!published) return;
    metrics.back().accuracy = published->accuracy_percent / 100;
    metrics.back().train_error = published->train_error;
  });
  return metrics;
}

ClaimVerdict assess_claim(const Claim& claim, const Rule& rule,
                          const std::map<std::uint64_t, CaseMetrics>& by_seed,
                          const CaseMetrics& published) {
  ShareOfSeeds share{0, 0};
  for (const auto& [seed, metrics] : by_seed) {
    const auto answer = rule.evaluate(metrics);
    if (!answer) continue;
    ++share.seeds;
    if (*answer) ++share.holding;
  }
  ClaimVerdict verdict{.claim = &claim, .published = rule.evaluate(published)};
  if (share.seeds > 0) verdict.share = share;
  if (share.seeds >= kMinSeeds) verdict.verdict = verdict_of(share.interval());
  return verdict;
}

}  // namespace

std::string_view to_string(Verdict verdict) {
  constexpr std::string_view kNames[] = {"robust", "likely", "coin toss", "unlikely", "refuted"};
  return kNames[static_cast<std::size_t>(verdict)];
}

Verdict verdict_of(const Interval& share) {
  if (share.low >= .90) return Verdict::robust;
  if (share.high <= .10) return Verdict::refuted;
  if (share.low > .50) return Verdict::likely;
  if (share.high < .50) return Verdict::unlikely;
  return Verdict::coin_toss;
}

Metrics metrics_of(const TrialResult& result) {
  const TrainConfig& config = result.key.config;
  Metrics metrics{.accuracy = exact_share(result.validation.accuracy, config.val_size),
                  .roughness = result.boundary_roughness,
                  .train_error = result.train_error};
  if (!std::isnan(result.boundary_width)) metrics.width = result.boundary_width;
  if (result.test) metrics.test_accuracy = exact_share(result.test->accuracy, config.test_size);
  return metrics;
}

std::vector<CaseVerdict> assess_cases(const ExperimentResults& results) {
  const MedianBootstrap bootstrap(results.cases.front().results.size(), /*seed=*/0);
  std::vector<CaseVerdict> verdicts;
  for_each_case(results, [&](const CaseResults& of_case, std::size_t place) {
    verdicts.push_back(assess_case(of_case, place >= results.cases.size(), bootstrap));
  });
  return verdicts;
}

ExerciseVerdict assess(const ExperimentResults& results) {
  const Experiment& experiment = results.experiment;
  ExerciseVerdict verdict{.experiment = &experiment, .cases = assess_cases(results), .claims = {}};
  const auto by_seed = metrics_by_seed(results);
  const CaseMetrics published = published_metrics(results);
  const ClaimLabels labels = claim_labels(experiment);
  for (const Claim& claim : experiment.claims) {
    verdict.claims.push_back(assess_claim(claim, Rule(claim.rule, labels), by_seed, published));
  }
  return verdict;
}

}  // namespace spiral
