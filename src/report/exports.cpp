#include "report/exports.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <set>

#include "core/text.hpp"
#include "engine/saved_model.hpp"
#include "report/output_file.hpp"
#include "report/results_table.hpp"
#include "report/verdict_tables.hpp"

namespace spiral {

using Json = nlohmann::ordered_json;

namespace {

struct ToJson {
  Json operator()(std::monostate) const { return nullptr; }
  template <class Value>
  Json operator()(const Value& value) const {
    return value;
  }
};

template <class Record>
Json field_json(const Field<Record>& field, const Record& record) {
  return std::visit(ToJson(), field.get(record));
}

/// Calls `use` with every result, its experiment and its case.
template <class Use>
void for_each_result(const RunRecord& record, const Use& use) {
  for (const ExperimentResults& results : record.experiments) {
    for (const auto* group : {&results.cases, &results.auxiliary}) {
      for (const auto& [item, of_case] : *group) {
        for (const TrialResult& result : of_case) use(results.experiment, item, result);
      }
    }
  }
}

Json trial_json(const Experiment& experiment, const Case& item, const TrialResult& result) {
  Json json{{"experiment", experiment.name}, {"case", item.label}};
  for (const auto& field : config_fields()) json[field.name] = field_json(field, result.key.config);
  for (const auto& field : result_fields()) {
    Json value = field_json(field, result);
    // That a boundary has no contour is a result; the others are absent where they mean nothing.
    if (value.is_null() && field.name != "boundary_roughness") continue;
    json[field.name] = std::move(value);
  }
  return json;
}

/// Adds each field's text to `cells`.
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

UsageError export_error(const Export& target, const OutputError& error) {
  return {target.option, target.path,
          std::string(error.what()) + "; must be a file that can be written, or -"};
}

const TrialResult& first_result(const RunRecord& record) {
  const TrialResult* first = nullptr;
  for_each_result(record, [&](const Experiment&, const Case&, const TrialResult& result) {
    if (first == nullptr) first = &result;
  });
  if (first == nullptr) throw std::runtime_error("there is no trained model");
  return *first;
}

}  // namespace

void check_exports(const std::vector<Export>& exports) {
  std::set<std::string> paths;
  for (const Export& target : exports) {
    const auto path = std::filesystem::absolute(target.path).lexically_normal();
    if (!paths.insert(path).second) {
      throw UsageError(target.option, target.path, "another export goes there already");
    }
    try {
      check_writable(target.path);
    } catch (const OutputError& error) {
      throw export_error(target, error);
    }
  }
}

bool uses_standard_output(const std::vector<Export>& exports) {
  return std::any_of(exports.begin(), exports.end(), [](const Export& e) { return e.path == "-"; });
}

std::exception_ptr write_exports(const std::vector<Export>& exports,
                                 const std::function<std::string(ExportFormat)>& render) {
  std::exception_ptr first;
  const auto keep = [&](const UsageError& error) {
    if (first == nullptr) first = std::make_exception_ptr(error);
  };
  for (const Export& target : exports) {
    try {
      write_atomically(target.path, render(target.format));
    } catch (const OutputError& error) {
      keep(export_error(target, error));
    } catch (const std::runtime_error& error) {
      // A model that diverged has no file.
      keep(UsageError(target.option, target.path, error.what()));
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
    case ExportFormat::model:
      return saved_model_bytes(first_result(record));
  }
  return {};
}

Json environment_json(const Environment& environment) {
  Json json;
  for (const auto& field : environment_fields()) {
    Json value = field_json(field, environment);
    // Only one engine has SIMD instructions of its own.
    if (value != "") json[field.name] = std::move(value);
  }
  return json;
}

std::string to_json(const RunRecord& record) {
  std::string text =
      "{\"schema\":2,\n \"environment\":" + environment_json(record.environment).dump() +
      ",\n \"experiment\":" + Json(record.command).dump() +
      (record.complete ? "" : ",\n \"complete\":false") + ",\n \"trials\":[";
  const char* separator = "\n";
  for_each_result(record, [&](const auto&... of_trial) {
    text += separator + trial_json(of_trial...).dump();
    separator = ",\n";
  });
  return text + "]}\n";
}

std::string csv_line(const std::vector<std::string>& cells) {
  std::string line;
  for (const std::string& text : cells) {
    if (&text != &cells.front()) line += ',';
    if (text.find_first_of(",\"\r\n") == std::string::npos) {
      line += text;
      continue;
    }
    line += '"';
    for (const char c : text) line += c == '"' ? std::string("\"\"") : std::string(1, c);
    line += '"';
  }
  return line + "\n";
}

std::string to_csv(const RunRecord& record) {
  std::string text = csv_line(csv_header());
  for_each_result(record,
                  [&](const Experiment& experiment, const Case& item, const TrialResult& result) {
                    std::vector<std::string> cells{experiment.name, item.label};
                    add_cells(config_fields(), result.key.config, cells);
                    add_cells(result_fields(), result, cells);
                    add_cells(environment_fields(), record.environment, cells);
                    text += csv_line(cells);
                  });
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
    std::copy_if(points.begin(), points.end(), std::back_inserter(own),
                 [&](const LabelledPoint& p) { return p.label == label; });
    if (own.empty()) continue;
    const auto by_x = [](const auto& a, const auto& b) { return a.x < b.x; };
    const auto by_y = [](const auto& a, const auto& b) { return a.y < b.y; };
    const auto [left, right] = std::minmax_element(own.begin(), own.end(), by_x);
    const auto [low, high] = std::minmax_element(own.begin(), own.end(), by_y);
    const auto coordinate = [](float value) { return fmt::format("{:.2f}", value); };
    table.rows.push_back({fmt::to_string(label), fmt::to_string(own.size()), coordinate(left->x),
                          coordinate(right->x), coordinate(low->y), coordinate(high->y)});
  }
  return render_console(table);
}

}  // namespace spiral
