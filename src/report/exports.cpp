#include "report/exports.hpp"

#include <fmt/ranges.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/text.hpp"
#include "engine/saved_model.hpp"
#include "report/json_fields.hpp"
#include "report/results_table.hpp"
#include "report/verdict_words.hpp"

namespace spiral {

using Json = nlohmann::ordered_json;

namespace {

/// A result, and what it is a result of.
struct Trial {
  const Experiment& experiment;
  const Case& item;
  const TrialResult& result;
};

std::vector<Trial> trials_of(const RunRecord& record) {
  std::vector<Trial> trials;
  for (const ExperimentResults& results : record.experiments) {
    for (const auto* group : {&results.cases, &results.auxiliary}) {
      for (const auto& [item, of_case] : *group) {
        for (const TrialResult& result : of_case) {
          trials.push_back({results.experiment, item, result});
        }
      }
    }
  }
  return trials;
}

Json operations_json(const RunRecord& record) {
  Json json;
  for (const auto& [operation, hash] : record.operations) json[operation] = hash;
  return json;
}

/// Adds each field's text to `cells`; of a list of epochs the last.
template <class Fields, class Record>
void add_cells(const Fields& fields, const Record& record, std::vector<std::string>& cells) {
  for (const auto& field : fields) {
    const FieldValue value = field.get(record);
    const auto* epochs = std::get_if<std::vector<double>>(&value);
    cells.push_back(epochs == nullptr ? to_text(value)
                    : epochs->empty() ? ""
                                      : to_text(FieldValue(epochs->back())));
  }
}

std::vector<std::string> csv_header() {
  std::vector<std::string> cells{"experiment", "case"};
  for (const auto& field : config_fields()) cells.push_back(field.name);
  for (const auto& field : result_fields()) {
    cells.push_back(field.name == "train_error" ? "final_train_error" : field.name);
  }
  for (const auto& field : environment_fields()) cells.push_back(field.name);
  return cells;
}

/// Behind the system's reason why a file cannot be written.
constexpr const char* kRemedy = "; must be a file that can be written, or -";

}  // namespace

void check_exports(const std::vector<Export>& exports, std::vector<FileInUse> in_use,
                   const std::string& folder) {
  for (const Export& target : exports) {
    const std::string use = use_of(target.path, in_use);
    if (!use.empty()) throw UsageError(target.option, target.path, use + "; must be another file");
    in_use.push_back({target.path, "another export goes there"});
    try {
      check_writable(target.path, folder);
    } catch (const OutputError& error) {
      throw UsageError(target.option, target.path, error.what() + std::string(kRemedy));
    }
  }
}

bool uses_standard_output(const std::vector<Export>& exports) {
  return std::ranges::any_of(exports, is_standard_output, &Export::path);
}

std::exception_ptr write_exports(const std::vector<Export>& exports,
                                 const std::function<std::string(ExportFormat)>& render) {
  std::exception_ptr first;
  for (const Export& target : exports) {
    std::string reason;
    try {
      write_atomically(target.path, render(target.format));
      continue;
    } catch (const OutputError& error) {
      reason = error.what() + std::string(kRemedy);
    } catch (const std::runtime_error& error) {
      // A model that diverged has no file.
      reason = error.what();
    }
    if (first == nullptr) {
      first = std::make_exception_ptr(UsageError(target.option, target.path, reason));
    }
  }
  return first;
}

std::string render(const RunRecord& record, ExportFormat format) {
  switch (format) {
    case ExportFormat::json:
      return to_json(record);
    case ExportFormat::csv:
      return to_csv(record);
    case ExportFormat::markdown:
      return to_markdown(record);
    case ExportFormat::model: {
      const auto trials = trials_of(record);
      if (trials.empty()) throw std::runtime_error("there is no trained model");
      return saved_model_bytes(trials.front().result);
    }
  }
  return {};
}

std::string to_json(const RunRecord& record) {
  std::string text =
      "{\"schema\":2,\n \"environment\":" + environment_json(record.environment).dump() +
      (record.operations.empty() ? "" : ",\n \"operations\":" + operations_json(record).dump()) +
      ",\n \"experiment\":" + Json(record.command).dump() +
      (record.complete ? "" : ",\n \"complete\":false") + ",\n \"trials\":[";
  const char* separator = "\n";
  for (const Trial& trial : trials_of(record)) {
    Json json{{"experiment", trial.experiment.name}, {"case", trial.item.label}};
    add_fields(config_fields(), trial.result.key.config, json);
    add_fields(result_fields(), trial.result, json);
    text += separator + json.dump();
    separator = ",\n";
  }
  return text + "]}\n";
}

std::string csv_line(std::vector<std::string> cells) {
  for (std::string& cell : cells) {
    if (cell.find_first_of(",\"\r\n") == std::string::npos) continue;
    for (auto quote = cell.find('"'); quote != std::string::npos;
         quote = cell.find('"', quote + 2)) {
      cell.insert(quote, 1, '"');
    }
    cell = '"' + cell + '"';
  }
  return fmt::format("{}\n", fmt::join(cells, ","));
}

std::string to_csv(const RunRecord& record) {
  std::string text = csv_line(csv_header());
  for (const auto& [experiment, item, result] : trials_of(record)) {
    std::vector<std::string> cells{experiment.name, item.label};
    add_cells(config_fields(), result.key.config, cells);
    add_cells(result_fields(), result, cells);
    add_cells(environment_fields(), record.environment, cells);
    text += csv_line(std::move(cells));
  }
  return text;
}

std::string to_markdown(const RunRecord& record) {
  std::string text;
  for (const ExperimentResults& results : record.experiments) {
    const auto& experiment = results.experiment;
    text += fmt::format("## {}\n\n{}.\n\n{}\n", experiment.name, experiment.summary,
                        render_markdown(results_table(results)));
    const Table train_errors = train_error_table(results);
    if (!train_errors.rows.empty()) text += render_markdown(train_errors) + "\n";
  }
  return text + describe(record.environment) + ".\n";
}

std::string points_json(const std::vector<LabelledPoint>& points, const TrialKey& key,
                        const Environment& environment) {
  Json json{{"schema", 2},
            {"environment", environment_json(environment)},
            {"seed", key.seed},
            {"train_size", key.config.train_size},
            {"noise", key.config.noise},
            {"x", Json::array()},
            {"y", Json::array()},
            {"label", Json::array()}};
  for (const auto& [x, y, label] : points) {
    json["x"].push_back(x);
    json["y"].push_back(y);
    json["label"].push_back(label);
  }
  return json.dump() + "\n";
}

std::string points_csv(const std::vector<LabelledPoint>& points) {
  std::string text = csv_line({"x", "y", "label"});
  for (const auto& [x, y, label] : points) {
    text += csv_line({fmt::to_string(x), fmt::to_string(y), fmt::to_string(label)});
  }
  return text;
}

std::string points_table(const std::vector<LabelledPoint>& points) {
  Table table{.header = {"label", "points", "x from", "x to", "y from", "y to"}, .rows = {}};
  for (const int label : {0, 1}) {
    std::vector<LabelledPoint> own;
    std::ranges::copy_if(points, std::back_inserter(own),
                         [&](const LabelledPoint& p) { return p.label == label; });
    if (own.empty()) continue;
    const auto [left, right] = std::ranges::minmax(own, {}, &LabelledPoint::x);
    const auto [low, high] = std::ranges::minmax(own, {}, &LabelledPoint::y);
    const auto coordinate = [](float value) { return fmt::format("{:.2f}", value); };
    table.rows.push_back({fmt::to_string(label), fmt::to_string(own.size()), coordinate(left.x),
                          coordinate(right.x), coordinate(low.y), coordinate(high.y)});
  }
  return render_console(table);
}

}  // namespace spiral
