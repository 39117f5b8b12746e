#include "report/results_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <tuple>

#include "core/text.hpp"
#include "statistics/interval.hpp"

namespace spiral {

namespace {

/// A row of the table: a case's seeds, scored on one data set.
struct Row {
  std::string name;
  /// Null where nothing was published.
  const Published* published;
  const std::vector<TrialResult>& results;
  bool is_test;

  const Score& score(const TrialResult& result) const {
    return is_test ? *result.test : result.validation;
  }
  /// What `figure` is for each seed, ascending; one that diverged counts as the lowest.
  template <class Figure>
  std::vector<double> sorted(const Figure& figure) const {
    std::vector<double> values;
    for (const TrialResult& result : results) values.push_back(figure(result));
    std::ranges::sort(values,
                      [](double a, double b) { return std::isnan(a) ? !std::isnan(b) : a < b; });
    return values;
  }
  bool has_two_figures() const {
    return std::ranges::any_of(results, [this](const TrialResult& result) {
      const auto [right, notebook] = score(result);
      return right != notebook && !(std::isnan(right) && std::isnan(notebook));
    });
  }
};

std::vector<Row> rows_of(const ExperimentResults& experiment) {
  std::vector<Row> rows;
  for (const auto& [item, results] : experiment.cases) {
    if (results.empty()) continue;
    const Published* published = item.published ? &*item.published : nullptr;
    const bool has_test = item.config.test_size > 0;
    rows.push_back({item.label, published, results, has_test});
    if (!has_test) continue;
    const bool alone = experiment.cases.size() == 1;
    rows.push_back({alone ? "validation" : item.label + " validation", nullptr, results, false});
  }
  return rows;
}

std::string number(double value, fmt::format_string<double&> format = "{:.2f}") {
  return std::isnan(value) ? "NaN" : fmt::format(format, value);
}

/// A cell for each column that a table can have.
std::vector<std::string> cells_of(const Row& row) {
  const auto* published = row.published;
  const auto ours = row.sorted([&](const auto& r) { return 100 * row.score(r).notebook_accuracy; });
  const auto accuracy = row.sorted([&](const auto& r) { return 100 * row.score(r).accuracy; });
  return {row.name,
          published ? number(published->accuracy_percent) : "",
          number(median(ours)),
          number(ours.front()) + " to " + number(ours.back()),
          published ? number(median(ours) - published->accuracy_percent, "{:+.2f}") : "",
          number(median(row.sorted([](const auto& r) { return r.train_error.back(); })), "{:.4f}"),
          number(median(row.sorted([](const auto& r) { return r.seconds; }))),
          number(median(accuracy))};
}

void remove_column(Table& table, const std::string& name) {
  const auto place = std::ranges::find(table.header, name) - table.header.begin();
  table.header.erase(table.header.begin() + place);
  for (auto& row : table.rows) row.erase(row.begin() + place);
}

}  // namespace

Table results_table(const ExperimentResults& results) {
  const auto rows = rows_of(results);
  const bool has_seeds =
      std::ranges::any_of(rows, [](const Row& row) { return row.results.size() > 1; });
  Table table{.header = {"case", "published %", has_seeds ? "ours %, median" : "ours %", "range",
                         "difference", "train error", "seconds", "accuracy %"},
              .rows = {}};
  for (const Row& row : rows) table.rows.push_back(cells_of(row));
  if (!has_seeds) remove_column(table, "range");
  if (std::ranges::none_of(results.experiment.cases,
                           [](const Case& item) { return item.published.has_value(); })) {
    remove_column(table, "published %");
    remove_column(table, "difference");
  }
  if (std::ranges::none_of(rows, &Row::has_two_figures)) remove_column(table, "accuracy %");
  return table;
}

Table train_error_table(const ExperimentResults& results) {
  Table table{.header = {"epoch", "published train error", "ours", "difference"}, .rows = {}};
  for (const Row& row : rows_of(results)) {
    if (row.published == nullptr) continue;
    const auto& published = row.published->train_error;
    const std::size_t epochs = std::min(published.size(), row.results.front().train_error.size());
    for (std::size_t epoch = 0; epoch < epochs; ++epoch) {
      const double ours = median(row.sorted([&](const auto& r) { return r.train_error[epoch]; }));
      table.rows.push_back({fmt::to_string(epoch + 1), number(published[epoch], "{:.4f}"),
                            number(ours, "{:.4f}"), number(ours - published[epoch], "{:+.4f}")});
    }
  }
  return table;
}

std::string console_tables(const RunRecord& record, bool is_styled) {
  std::string text;
  for (const ExperimentResults& results : record.experiments) {
    const auto rows = rows_of(results);
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
    for (const Case& item : experiment.cases) {
      const auto& [config, published] = std::tie(item.config, item.published);
      table.rows.push_back({experiment.name, item.label, shape_name(config.hidden),
                            std::string(to_string(config.activation)),
                            std::string(to_string(config.loss)),
                            std::string(to_string(config.optimizer)), to_text(config.learning_rate),
                            to_text(config.batch_size), to_text(config.epochs),
                            published ? number(published->accuracy_percent) : "",
                            published ? published->boundary : ""});
    }
  }
  return table;
}

}  // namespace spiral
