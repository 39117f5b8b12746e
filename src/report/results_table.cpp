#include "report/results_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>

#include "core/text.hpp"

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

/// What one row of the table is made of; it points into the results.
struct RowSource {
  std::string name;
  /// Null where nothing was published.
  const Published* published;
  const std::vector<TrialResult>& results;
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

std::vector<RowSource> row_sources(const ExperimentResults& experiment) {
  std::vector<RowSource> rows;
  for (const auto& [item, results] : experiment.cases) {
    if (results.empty()) continue;
    const Published* published = item.published ? &*item.published : nullptr;
    if (item.config.test_size == 0) {
      rows.push_back({item.label, published, results, validation_of});
      continue;
    }
    rows.push_back({item.label, published, results, test_of});
    const bool alone = experiment.cases.size() == 1;
    rows.push_back(
        {alone ? "validation" : item.label + " validation", nullptr, results, validation_of});
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

/// Which columns a table needs.
struct Columns {
  bool published;
  bool range;
  bool accuracy;

  std::vector<std::string> header() const {
    std::vector<std::string> cells{"case"};
    if (published) cells.push_back("published %");
    cells.push_back(range ? "ours %, median" : "ours %");
    if (range) cells.push_back("range");
    if (published) cells.push_back("difference");
    cells.insert(cells.end(), {"train error", "seconds"});
    if (accuracy) cells.push_back("accuracy %");
    return cells;
  }
};

std::vector<std::string> row_cells(const RowSource& row, const Columns& columns) {
  const auto ours = row.ours();
  const auto* published = row.published;
  std::vector<std::string> cells{row.name};
  if (columns.published) {
    cells.push_back(published ? number(published->accuracy_percent, 2) : "");
  }
  cells.push_back(number(median(ours), 2));
  if (columns.range) cells.push_back(range(ours));
  if (columns.published) {
    cells.push_back(published ? number(median(ours) - published->accuracy_percent, 2,
                                       /*with_sign=*/true)
                              : "");
  }
  cells.push_back(number(median(row.each([](const auto& r) { return r.train_error.back(); })), 4));
  cells.push_back(number(median(row.each([](const auto& r) { return r.seconds; })), 2));
  if (columns.accuracy) cells.push_back(number(median(row.accuracy()), 2));
  return cells;
}

std::vector<std::string> catalog_row(const Experiment& experiment, const Case& item) {
  const auto& [label, config, published, place] = item;
  return {experiment.name,
          label,
          shape_name(config.hidden),
          std::string(to_string(config.activation)),
          std::string(to_string(config.loss)),
          std::string(to_string(config.optimizer)),
          to_text(config.learning_rate),
          to_text(config.batch_size),
          to_text(config.epochs),
          published ? number(published->accuracy_percent, 2) : "",
          published ? published->boundary : ""};
}

}  // namespace

Table results_table(const ExperimentResults& results) {
  const auto rows = row_sources(results);
  const auto& cases = results.experiment.cases;
  const Columns columns{
      .published = std::any_of(cases.begin(), cases.end(),
                               [](const Case& item) { return item.published.has_value(); }),
      .range = std::any_of(rows.begin(), rows.end(),
                           [](const RowSource& row) { return row.results.size() > 1; }),
      .accuracy = std::any_of(rows.begin(), rows.end(), figures_differ)};
  Table table{.header = columns.header(), .rows = {}};
  for (const RowSource& row : rows) table.rows.push_back(row_cells(row, columns));
  return table;
}

Table train_error_table(const ExperimentResults& results) {
  Table table{.header = {"epoch", "published train error", "ours", "difference"}, .rows = {}};
  for (const RowSource& row : row_sources(results)) {
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

std::string console_tables(const RunRecord& record, bool is_styled) {
  std::string text;
  for (const ExperimentResults& results : record.experiments) {
    const auto rows = row_sources(results);
    if (rows.empty()) continue;
    text +=
        fmt::format("{}{}{}: {} ({} engine)\n\n{}\n", is_styled ? "\033[1m" : "",
                    results.experiment.name, is_styled ? "\033[0m" : "", results.experiment.summary,
                    record.environment.engine, render_console(results_table(results)));
    const TrialResult& first = rows.front().results.front();
    if (first.best_epoch) {
      text += fmt::format(
          "Trained for {} epochs; the weights of epoch {} had the lowest validation loss.\n\n",
          first.train_error.size(), *first.best_epoch);
    }
    const Table train_errors = train_error_table(results);
    if (!train_errors.rows.empty()) text += render_console(train_errors) + "\n";
  }
  return text;
}

Table catalog_table(const std::vector<Experiment>& catalog) {
  Table table{.header = {"exercise", "case", "hidden", "activation", "loss", "optimizer",
                         "learning rate", "batch", "epochs", "published %", "published boundary"},
              .rows = {}};
  for (const Experiment& experiment : catalog) {
    for (const Case& item : experiment.cases) table.rows.push_back(catalog_row(experiment, item));
  }
  return table;
}

}  // namespace spiral
