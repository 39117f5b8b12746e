#include "plot/summaries.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "statistics/interval.hpp"

namespace spiral {

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

/// For sorting: NaN is the lowest.
double rank_of(const Experiment& experiment, const TrialResult& result) {
  const double figure = printed_accuracy(experiment, result);
  return std::isnan(figure) ? -1 : figure;
}

/// "learning rate".
std::string in_words(std::string field) {
  std::ranges::replace(field, '_', ' ');
  return field;
}

/// The values of a field over the cases, in their order, each once.
std::vector<std::string> values_of(const ConfigField& field,
                                   const std::vector<CaseResults>& cases) {
  std::vector<std::string> values;
  for (const CaseResults& each : cases) {
    const std::string value = shown_value(field, each.item.config);
    if (std::ranges::find(values, value) == values.end()) values.push_back(value);
  }
  return values;
}

}  // namespace

const TrialResult& median_trial(const Experiment& experiment,
                                const std::vector<TrialResult>& results) {
  const auto rank = [&](const TrialResult* result) { return rank_of(experiment, *result); };
  std::vector<const TrialResult*> sorted;
  for (const TrialResult& result : results) sorted.push_back(&result);
  std::ranges::stable_sort(sorted, {}, rank);
  const double figure = rank(sorted[(sorted.size() - 1) / 2]);
  return **std::ranges::find(sorted, figure, rank);
}

Curve curve_over_seeds(const std::string& label, const std::vector<TrialResult>& results) {
  if (results.size() == 1) return {label, results.front().train_error};
  Curve curve{label, {}};
  for (std::size_t epoch = 0;; ++epoch) {
    std::vector<double> errors;
    bool is_trained = false;
    for (const TrialResult& result : results) {
      if (epoch >= result.train_error.size()) continue;
      is_trained = true;
      if (std::isfinite(result.train_error[epoch])) errors.push_back(result.train_error[epoch]);
    }
    if (!is_trained) return curve;
    std::ranges::sort(errors);
    const auto at = [&](double q) { return errors.empty() ? kNaN : quantile(errors, q); };
    curve.lower_quartile.push_back(at(.25));
    curve.train_error.push_back(at(.5));
    curve.upper_quartile.push_back(at(.75));
  }
}

std::vector<Sample> accuracy_samples(const ExperimentResults& results) {
  std::vector<Sample> samples;
  for (const auto& [item, trials] : results.cases) {
    Sample sample{.label = item.label, .values = {}, .published = {}};
    for (const TrialResult& result : trials) {
      const double accuracy = printed_accuracy(results.experiment, result);
      if (!std::isnan(accuracy)) sample.values.push_back(100 * accuracy);
    }
    if (item.published) sample.published = item.published->accuracy_percent;
    samples.push_back(std::move(sample));
  }
  return samples;
}

std::optional<ParameterPair> parameter_pair(const std::vector<CaseResults>& cases) {
  std::vector<TrainConfig> configs;
  for (const CaseResults& each : cases) configs.push_back(each.item.config);
  std::vector<const ConfigField*> varied = varied_fields(configs);
  if (varied.size() != 2) return std::nullopt;
  // The first case's neighbour differs in what varies fastest.
  const auto differs = [&](const ConfigField* field) {
    return field->get(configs[0]) != field->get(configs[1]);
  };
  if (differs(varied[0])) std::swap(varied[0], varied[1]);
  ParameterPair pair{varied[0]->name, values_of(*varied[0], cases), varied[1]->name,
                     values_of(*varied[1], cases)};
  if (pair.first_values.size() * pair.second_values.size() != cases.size()) return std::nullopt;
  for (std::size_t i = 0; i < cases.size(); ++i) {
    const TrainConfig& config = configs[i];
    const bool is_in_place =
        shown_value(*varied[0], config) == pair.first_values[i / pair.second_values.size()] &&
        shown_value(*varied[1], config) == pair.second_values[i % pair.second_values.size()];
    if (!is_in_place) return std::nullopt;
  }
  return pair;
}

HeatMap median_heat_map(const ParameterPair& pair, const ExperimentResults& results) {
  HeatMap map{.x_name = in_words(pair.second),
              .x_values = pair.second_values,
              .y_name = in_words(pair.first),
              .y_values = {pair.first_values.rbegin(), pair.first_values.rend()},
              .values = {}};
  const std::size_t columns = pair.second_values.size();
  const std::vector<Sample> samples = accuracy_samples(results);
  for (std::size_t row = pair.first_values.size(); row-- > 0;) {
    for (std::size_t column = 0; column < columns; ++column) {
      map.values.push_back(median_of(samples[row * columns + column]).value_or(kNaN));
    }
  }
  return map;
}

}  // namespace spiral
