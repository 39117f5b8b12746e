#include "report/results_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>

namespace spiral {

namespace {

bool below(double a, double b) { return std::isnan(a) ? !std::isnan(b) : a < b; }

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end(), below);
  const std::size_t middle = values.size() / 2;
  return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

std::string number(double value, int decimals, bool with_sign = false) {
  if (std::isnan(value)) return "NaN";
  return with_sign ? fmt::format("{:+.{}f}", value, decimals)
                   : fmt::format("{:.{}f}", value, decimals);
}

/// What one row of the table is made of.
struct RowSource {
  std::string name;
  const Published* published;
  std::vector<TrialResult> results;
  std::function<Score(const TrialResult&)> score;

  std::vector<double> each(const std::function<double(const TrialResult&)>& figure) const {
    std::vector<double> values;
    for (const TrialResult& result : results) values.push_back(figure(result));
    return values;
  }
  std::vector<double> ours() const {
    return each([this](const TrialResult& r) { return 100 * score(r).notebook_accuracy; });
  }
  std::vector<double> accuracy() const {
    return each([this](const TrialResult& r) { return 100 * score(r).accuracy; });
  }
};

Score validation_of(const TrialResult& result) { return result.validation; }
Score test_of(const TrialResult& result) { return *result.test; }

std::vector<RowSource> row_sources(const Experiment& experiment,
                                   const std::vector<TrialResult>& results) {
  std::vector<RowSource> rows;
  for (const Setting& setting : experiment.settings) {
    std::vector<TrialResult> own;
    for (const TrialResult& result : results) {
      if (result.trial.setting.name == setting.name) own.push_back(result);
    }
    if (own.empty()) continue;
    const Published* published = find_published(experiment, setting.name);
    if (setting.test_size > 0) {
      rows.push_back({setting.name, published, own, test_of});
      const bool alone = experiment.settings.size() == 1;
      rows.push_back(
          {alone ? "validation" : setting.name + " validation", nullptr, own, validation_of});
    } else {
      rows.push_back({setting.name, published, own, validation_of});
    }
  }
  return rows;
}

bool figures_differ(const RowSource& row) {
  const auto ours = row.ours();
  const auto accuracy = row.accuracy();
  return !std::equal(ours.begin(), ours.end(), accuracy.begin(),
                     [](double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)); });
}

std::string range(const std::vector<double>& values) {
  const auto [low, high] = std::minmax_element(values.begin(), values.end(), below);
  return number(*low, 2) + " to " + number(*high, 2);
}

}  // namespace

std::vector<TrialResult> results_of(const Experiment& experiment,
                                    const std::vector<TrialResult>& results) {
  std::vector<TrialResult> own;
  std::copy_if(results.begin(), results.end(), std::back_inserter(own),
               [&](const TrialResult& r) { return r.trial.experiment == experiment.name; });
  return own;
}

Table results_table(const Experiment& experiment, const std::vector<TrialResult>& results) {
  const auto rows = row_sources(experiment, results);
  const bool several =
      std::any_of(rows.begin(), rows.end(), [](const auto& row) { return row.results.size() > 1; });
  const bool two_figures = std::any_of(rows.begin(), rows.end(), figures_differ);

  const bool compares = !experiment.published.empty();
  Table table;
  table.header = {"setting"};
  if (compares) table.header.push_back("published %");
  table.header.push_back(several ? "ours %, median" : "ours %");
  if (several) table.header.push_back("range");
  if (compares) table.header.push_back("difference");
  table.header.insert(table.header.end(), {"train error", "seconds"});
  if (two_figures) table.header.push_back("accuracy %");

  for (const RowSource& row : rows) {
    const auto ours = row.ours();
    const auto* published = row.published;
    std::vector<std::string> cells{row.name};
    if (compares) cells.push_back(published ? number(published->accuracy_percent, 2) : "");
    cells.push_back(number(median(ours), 2));
    if (several) cells.push_back(range(ours));
    if (compares) {
      cells.push_back(published ? number(median(ours) - published->accuracy_percent, 2,
                                         /*with_sign=*/true)
                                : "");
    }
    cells.push_back(
        number(median(row.each([](const auto& r) { return r.train_error.back(); })), 4));
    cells.push_back(number(median(row.each([](const auto& r) { return r.seconds; })), 2));
    if (two_figures) cells.push_back(number(median(row.accuracy()), 2));
    table.rows.push_back(std::move(cells));
  }
  return table;
}

Table train_error_table(const Experiment& experiment, const std::vector<TrialResult>& results) {
  Table table{.header = {"epoch", "published train error", "ours", "difference"}, .rows = {}};
  for (const RowSource& row : row_sources(experiment, results)) {
    if (row.published == nullptr) continue;
    const auto& published = row.published->train_error;
    const std::size_t epochs = std::min(published.size(), row.results.front().train_error.size());
    for (std::size_t epoch = 0; epoch < epochs; ++epoch) {
      const double ours = median(row.each([&](const auto& r) { return r.train_error[epoch]; }));
      table.rows.push_back({fmt::to_string(epoch + 1), number(published[epoch], 4), number(ours, 4),
                            number(ours - published[epoch], 4, /*with_sign=*/true)});
    }
  }
  return table;
}

}  // namespace spiral
