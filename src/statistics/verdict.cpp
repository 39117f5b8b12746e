#include "statistics/verdict.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "statistics/words.hpp"

namespace spiral {

namespace {

/// What a report shows of a seed's accuracy in percent.
constexpr int kDecimals = 2;

/// A float32 accuracy as the fraction of points that it stands for, 0 where it is lost.
double exact_share(double accuracy, std::int64_t points) {
  if (std::isnan(accuracy)) return 0;
  const auto n = static_cast<double>(points);
  return std::round(accuracy * n) / n;
}

/// Printed to so many decimals.
double percent(const Experiment& experiment, const TrialResult& result, int decimals) {
  const double figure = printed_accuracy(experiment, result);
  return std::isnan(figure) ? 0 : rounded(100 * figure, decimals);
}

std::optional<double> median_of(std::vector<double> values) {
  if (values.empty()) return std::nullopt;
  std::sort(values.begin(), values.end());
  return median(values);
}

std::vector<double> sorted(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values;
}

/// Of how many epochs the train error was published; no more than are trained.
std::size_t published_epochs(const Case& item) {
  return std::min(item.published->train_error.size(), static_cast<std::size_t>(item.config.epochs));
}

/// Of every seed, in the seeds' order, to as many decimals as what was published.
std::vector<double> accuracies(const Experiment& experiment, const CaseResults& of_case) {
  std::vector<double> percents;
  for (const TrialResult& result : of_case.results) {
    percents.push_back(percent(experiment, result, of_case.item.published->accuracy_decimals));
  }
  return percents;
}

/// The same; infinite where it was lost.
std::vector<double> train_errors(const CaseResults& of_case, std::size_t epoch) {
  std::vector<double> errors;
  for (const TrialResult& result : of_case.results) {
    const double error = result.train_error.at(epoch);
    errors.push_back(std::isnan(error)
                         ? std::numeric_limits<double>::infinity()
                         : rounded(error, of_case.item.published->train_error_decimals));
  }
  return errors;
}

/// The notebook's test score is none by itself.
bool is_no_share(const Experiment& experiment, const Case& item) {
  const bool has_test = item.config.test_size > 0;
  if (has_test && experiment.notebook_accuracy) return false;
  const auto points = static_cast<double>(has_test ? item.config.test_size : item.config.val_size);
  const double percent = item.published->accuracy_percent;
  const double nearest = std::round(percent * points / 100) * 100 / points;
  return rounded(nearest, item.published->accuracy_decimals) != percent;
}

CaseVerdict assess_case(const Experiment& experiment, const CaseResults& of_case,
                        bool is_auxiliary) {
  std::vector<const TrialResult*> results;
  for (const TrialResult& result : of_case.results) results.push_back(&result);
  const auto percent_of = [&](const TrialResult* r) { return percent(experiment, *r, kDecimals); };
  std::ranges::stable_sort(results, {}, percent_of);
  std::vector<double> percents;
  std::vector<std::uint64_t> seeds;
  std::vector<double> overfits;
  std::vector<double> widths;
  std::vector<double> edginesses;
  std::size_t solved = 0;
  for (const TrialResult* result : results) {
    const Metrics metrics = metrics_of(*result);
    percents.push_back(percent_of(result));
    seeds.push_back(result->key.seed);
    if (*metrics.accuracy >= .99) ++solved;
    if (metrics.overfit) overfits.push_back(*metrics.overfit);
    if (metrics.width) widths.push_back(*metrics.width);
    if (metrics.edginess) edginesses.push_back(*metrics.edginess);
  }
  CaseVerdict verdict{.item = &of_case.item,
                      .is_auxiliary = is_auxiliary,
                      .accuracies = percents,
                      .seeds = seeds,
                      .median = median(percents),
                      .quartiles = {quantile(percents, .25), quantile(percents, .75)},
                      .solved = {solved, results.size()},
                      .overfit = median_of(overfits),
                      .width = median_of(widths),
                      .edginess = median_of(edginesses),
                      .number = {},
                      .is_no_share = false,
                      .train_errors = {}};
  const auto& published = of_case.item.published;
  if (!published) return verdict;
  verdict.is_no_share = is_no_share(experiment, of_case.item);
  verdict.number =
      assess_number(published->accuracy_percent, sorted(accuracies(experiment, of_case)));
  for (std::size_t epoch = 0; epoch < published_epochs(of_case.item); ++epoch) {
    const auto of_epoch =
        assess_number(published->train_error[epoch], sorted(train_errors(of_case, epoch)));
    if (of_epoch) verdict.train_errors.push_back(*of_epoch);
  }
  return verdict;
}

/// Calls `use` with every case's results and its place among the claims' labels.
template <class Use>
void for_each_case(const ExperimentResults& results, const Use& use) {
  std::size_t place = 0;
  for (const CaseResults& of_case : results.cases) use(of_case, place++);
  for (const CaseResults& of_case : results.auxiliary) use(of_case, place++);
}

MetricsBySeed metrics_by_seed(const ExperimentResults& results) {
  const std::size_t cases = results.cases.size() + results.auxiliary.size();
  MetricsBySeed by_seed;
  for_each_case(results, [&](const CaseResults& of_case, std::size_t place) {
    for (const TrialResult& result : of_case.results) {
      by_seed.try_emplace(result.key.seed, cases).first->second[place] = metrics_of(result);
    }
  });
  return by_seed;
}

std::vector<Metrics> published_metrics(const ExperimentResults& results) {
  std::vector<Metrics> metrics;
  for_each_case(results, [&](const CaseResults& of_case, std::size_t) {
    metrics.emplace_back();
    const auto& published = of_case.item.published;
    if (!published) return;
    metrics.back().accuracy = published->accuracy_percent / 100;
    metrics.back().train_error = published->train_error;
    const std::string& words = published->boundary;
    metrics.back().edginess = edginess_in_words(words);
    metrics.back().width = width_in_words(words);
    if (metrics.back().edginess || metrics.back().width || overfit_in_words(words) > 0) {
      metrics.back().overfit = overfit_in_words(words);
    }
  });
  return metrics;
}

}  // namespace

Metrics metrics_of(const TrialResult& result) {
  const TrainConfig& config = result.key.config;
  Metrics metrics{.accuracy = exact_share(result.validation.accuracy, config.val_size),
                  .width = result.boundary_width,
                  .edginess = result.boundary_edginess,
                  .train_error = result.train_error};
  if (!std::isnan(result.validation.accuracy)) {
    metrics.overfit = exact_share(result.train_accuracy, config.train_size) - *metrics.accuracy;
  }
  if (result.test) metrics.test_accuracy = exact_share(result.test->accuracy, config.test_size);
  return metrics;
}

std::vector<CaseVerdict> assess_cases(const ExperimentResults& results) {
  std::vector<CaseVerdict> verdicts;
  for_each_case(results, [&](const CaseResults& of_case, std::size_t place) {
    verdicts.push_back(assess_case(results.experiment, of_case, place >= results.cases.size()));
  });
  return verdicts;
}

std::vector<ClaimVerdict> assess_claims(const ExperimentResults& results, std::size_t family) {
  const Experiment& experiment = results.experiment;
  const MetricsBySeed by_seed = metrics_by_seed(results);
  const auto published = published_metrics(results);
  std::vector<ClaimVerdict> verdicts;
  for (const Claim& claim : experiment.claims) {
    verdicts.push_back(assess_claim(claim, claim_labels(experiment), by_seed, published, family));
  }
  return verdicts;
}

ExerciseVerdict assess(const ExperimentResults& results, std::size_t family) {
  return {.experiment = &results.experiment,
          .cases = assess_cases(results),
          .claims = assess_claims(results, family)};
}

std::vector<PublishedNumber> published_numbers(const ExperimentResults& results) {
  std::vector<PublishedNumber> numbers;
  for (const CaseResults& of_case : results.cases) {
    const auto& published = of_case.item.published;
    if (!published) continue;
    numbers.push_back({published->accuracy_percent, accuracies(results.experiment, of_case)});
    for (std::size_t epoch = 0; epoch < published_epochs(of_case.item); ++epoch) {
      numbers.push_back({published->train_error[epoch], train_errors(of_case, epoch)});
    }
  }
  return numbers;
}

}  // namespace spiral
