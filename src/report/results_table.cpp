#include "report/results_table.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

#include "core/text.hpp"
#include "statistics/interval.hpp"
#include "study/plan.hpp"

namespace spiral {

namespace {

/// A row of the table: a case's seeds, scored on one data set.
struct Row {
  const Experiment& experiment;
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
      const double right = score(result).accuracy;
      const double ours = printed_accuracy(experiment, score(result));
      return right != ours && !(std::isnan(right) && std::isnan(ours));
    });
  }
};

std::vector<Row> rows_of(const ExperimentResults& of) {
  std::vector<Row> rows;
  for (const auto& [item, results] : of.cases) {
    if (results.empty()) continue;
    const Published* published = item.published ? &*item.published : nullptr;
    const bool has_test = item.config.test_size > 0;
    rows.push_back({of.experiment, item.label, published, results, has_test});
    if (!has_test) continue;
    const bool alone = of.cases.size() == 1;
    rows.push_back({of.experiment, alone ? "validation" : item.label + " validation", nullptr,
                    results, false});
  }
  return rows;
}

std::string number(double value, fmt::format_string<double&> format = "{:.2f}") {
  return std::isnan(value) ? "NaN" : fmt::format(format, value);
}

/// A cell for each column that a table can have.
std::vector<std::string> cells_of(const Row& row) {
  const auto* published = row.published;
  const auto ours = row.sorted(
      [&](const auto& r) { return 100 * printed_accuracy(row.experiment, row.score(r)); });
  const auto accuracy = row.sorted([&](const auto& r) { return 100 * row.score(r).accuracy; });
  return {row.name,
          published ? accuracy_text(*published) : "",
          number(median(ours)),
          number(ours.front()) + " to " + number(ours.back()),
          published ? number(median(ours) - published->accuracy_percent, "{:+.2f}") : "",
          number(median(row.sorted([](const auto& r) { return r.train_error.back(); })), "{:.4f}"),
          number(median(row.sorted([](const auto& r) { return r.seconds; }))),
          number(median(accuracy))};
}

void remove_column(Table& table, const std::string& name) {
  const auto place = std::ranges::find(table.header, name) - table.header.begin();
  if (place == std::ssize(table.header)) return;
  table.header.erase(table.header.begin() + place);
  for (auto& row : table.rows) row.erase(row.begin() + place);
}

/// What tells the least goes first; the exports keep it. Labels that fill a line still make a table
/// wider.
std::string fit_terminal(Table table) {
  for (const char* column : {"seconds", "train error"}) {
    if (console_width(table) > kTerminalColumns) remove_column(table, column);
  }
  return render_console(table);
}

std::vector<const ConfigField*> fields_varied_in(const std::vector<Case>& cases) {
  std::vector<TrainConfig> configs;
  for (const Case& item : cases) configs.push_back(item.config);
  return varied_fields(configs);
}

/// "loss bce, epochs 100": what all cases have and the notebook's usual config has not.
std::string unusual_values(const std::vector<Case>& cases, bool has_points) {
  const auto varied = fields_varied_in(cases);
  const TrainConfig usual = usual_config({});
  std::string text;
  for (const ConfigField& field : config_fields()) {
    const bool is_varied = std::ranges::find(varied, &field) != varied.end();
    const TrainConfig& config = cases.front().config;
    const bool is_told = is_varied || (has_points && is_of_spirals(field));
    if (is_told || field.get(config) == field.get(usual)) continue;
    text += (text.empty() ? "" : ", ") + field.option() + " " + shown_value(field, config);
  }
  return text;
}

}  // namespace

Table results_table(const ExperimentResults& results) {
  const auto rows = rows_of(results);
  const bool has_seeds =
      std::ranges::any_of(rows, [](const Row& row) { return row.results.size() > 1; });
  Table table{.header = {"case", "published %", has_seeds ? "median %" : "ours %", "range",
                         "off by", "train error", "seconds", "accuracy %"},
              .rows = {}};
  for (const Row& row : rows) table.rows.push_back(cells_of(row));
  if (!has_seeds) remove_column(table, "range");
  if (std::ranges::none_of(results.experiment.cases,
                           [](const Case& item) { return item.published.has_value(); })) {
    remove_column(table, "published %");
    remove_column(table, "off by");
  }
  if (std::ranges::none_of(rows, &Row::has_two_figures)) remove_column(table, "accuracy %");
  return table;
}

Table train_error_table(const ExperimentResults& results) {
  Table table{.header = {"case", "epoch", "published train error", "ours", "off by"}, .rows = {}};
  for (const Row& row : rows_of(results)) {
    if (row.published == nullptr) continue;
    const auto& published = row.published->train_error;
    const std::size_t epochs = std::min(published.size(), row.results.front().train_error.size());
    for (std::size_t epoch = 0; epoch < epochs; ++epoch) {
      const double ours = median(row.sorted([&](const auto& r) { return r.train_error[epoch]; }));
      table.rows.push_back({row.name, fmt::to_string(epoch + 1),
                            to_text(published[epoch], row.published->train_error_decimals),
                            number(ours, "{:.4f}"), number(ours - published[epoch], "{:+.4f}")});
    }
  }
  if (results.experiment.cases.size() == 1) remove_column(table, "case");
  return table;
}

std::string console_tables(const RunRecord& record, bool is_styled) {
  std::string text;
  for (const ExperimentResults& results : record.experiments) {
    const auto rows = rows_of(results);
    if (rows.empty()) continue;
    // Wrapped without the escape sequences, which take no room.
    const std::string heading =
        wrap(fmt::format("{}: {} ({} engine)", results.experiment.name, results.experiment.summary,
                         record.environment.engine));
    const auto name_end = results.experiment.name.size();
    text += fmt::format("{}{}{}{}\n\n{}\n", is_styled ? "\033[1m" : "", heading.substr(0, name_end),
                        is_styled ? "\033[0m" : "", heading.substr(name_end),
                        fit_terminal(results_table(results)));
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

std::string common_values(const std::vector<Case>& cases, bool has_points) {
  const auto varied = fields_varied_in(cases);
  std::vector<std::string> values;
  for (const ConfigField& field : config_fields()) {
    const bool is_size = field.name == "train_size" || field.name == "val_size";
    const bool is_absent = has_points && is_of_spirals(field) && !is_size;
    if (is_absent || std::ranges::find(varied, &field) != varied.end()) continue;
    values.push_back(field.option() + " " + shown_value(field, cases.front().config));
  }
  return fmt::format("{}", fmt::join(values, ", "));
}

Table varied_table(const std::vector<Case>& cases) {
  const auto varied = fields_varied_in(cases);
  Table table{.header = {"case"}, .rows = {}};
  for (const ConfigField* field : varied) table.header.push_back(field->option());
  for (const Case& item : cases) {
    auto& row = table.rows.emplace_back(std::vector{item.label});
    for (const ConfigField* field : varied) row.push_back(shown_value(*field, item.config));
  }
  return table;
}

Table catalog_table(const Experiment& experiment) {
  Table table = varied_table(experiment.cases);
  const bool has_published = std::ranges::any_of(
      experiment.cases, [](const Case& item) { return item.published.has_value(); });
  if (!has_published) return table;
  table.header.insert(table.header.end(), {"published %", "published boundary"});
  for (std::size_t i = 0; i < experiment.cases.size(); ++i) {
    const auto& published = experiment.cases[i].published;
    table.rows[i].push_back(published ? accuracy_text(*published) : "");
    table.rows[i].push_back(published ? published->boundary : "");
  }
  if (std::ranges::all_of(table.rows, [](const auto& row) { return row.back().empty(); })) {
    remove_column(table, "published boundary");
  }
  return table;
}

std::string catalog_text(const Notebook& notebook) {
  std::string usual;
  for (const ConfigField& field : config_fields()) {
    if (notebook.points && is_of_spirals(field)) continue;
    usual +=
        (usual.empty() ? "" : ", ") + field.option() + " " + shown_value(field, usual_config({}));
  }
  std::string text = notebook.title.empty() ? "" : wrap(notebook.title) + "\n\n";
  if (notebook.points) {
    const TrainConfig& config = notebook.exercises.front().cases.front().config;
    text += wrap(fmt::format("{} points: {} train, and {} validate, {}.",
                             notebook.points->points.size(), config.train_size, config.val_size,
                             notebook.points->is_split ? "which are the last ones"
                                                       : "which are drawn by each seed")) +
            "\n";
  }
  text += wrap("Unless an exercise says otherwise: " + usual + ".") + "\n";
  for (const Experiment& experiment : notebook.exercises) {
    const std::string unusual = unusual_values(experiment.cases, notebook.points != nullptr);
    text += "\n" + wrap(experiment.name + ": " + experiment.summary) + "\n";
    if (!unusual.empty()) text += wrap("with " + unusual) + "\n";
    text += "\n" + render_console(catalog_table(experiment));
  }
  return text;
}

}  // namespace spiral
