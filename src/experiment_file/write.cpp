#include <algorithm>
#include <charconv>
#include <functional>
#include <iterator>
#include <limits>
#include <optional>

#include "core/grid.hpp"
#include "core/text.hpp"
#include "experiment_file/experiment_file.hpp"
#include "experiment_file/read_exercise.hpp"

namespace spiral {

namespace {

using Text = std::string;
using Texts = std::vector<std::string>;

/// As TOML spells a text on one line.
Text quote(const Text& text) {
  constexpr const char* kHex = "0123456789ABCDEF";
  Text quoted = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7f) {
      quoted += Text("\\u00") + kHex[byte / 16] + kHex[byte % 16];
      continue;
    }
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted + '"';
}

/// The same on several lines.
Text quote_lines(const Text& text) {
  Text lines = "\"\"\"\n";
  for (const Text& line : split(text, '\n')) {
    const Text quoted = quote(line);
    lines += quoted.substr(1, quoted.size() - 2) + "\n";
  }
  lines.pop_back();
  return lines + "\"\"\"";
}

Text bracket(const Texts& values) {
  Text list;
  for (const Text& value : values) list += (list.empty() ? "" : ", ") + value;
  return "[" + list + "]";
}

/// With a point where TOML would take it for an integer, and a too large one.
Text number(double value) {
  constexpr auto kLargest = std::numeric_limits<std::int64_t>::max();
  const Text text = to_text(value);
  const bool is_toml =
      text.find_first_of(".e") != Text::npos || parse_integer(text, -kLargest, kLargest);
  return is_toml ? text : text + ".0";
}

/// A number as it is, if it stays the same text; else a text.
Text scalar(const Text& text) {
  const auto value = parse_finite(text);
  const bool stays = value && to_text(*value) == text && !text.starts_with('-');
  return stays ? number(*value) : quote(text);
}

Text toml_value(const ConfigField& field, const TrainConfig& config) {
  const FieldValue value = field.get(config);
  if (const auto* flag = std::get_if<bool>(&value)) return *flag ? "true" : "false";
  if (const auto* hidden = std::get_if<std::vector<std::int64_t>>(&value)) {
    return hidden->empty() ? "[]" : quote(shape_name(*hidden));
  }
  return scalar(to_text(value));
}

/// What stands between the braces of an inline table.
using Pairs = std::vector<std::pair<Text, Text>>;

Text brace(const Pairs& pairs) {
  Text table;
  for (const auto& [key, value] : pairs) {
    table += (table.empty() ? " " : ", ") + key + " = " + value;
  }
  return "{" + table + " }";
}

Text list_tables(const Text& key, const std::vector<Pairs>& tables) {
  if (tables.empty()) return "";
  Text lines = key + " = [\n";
  for (const Pairs& pairs : tables) lines += "  " + brace(pairs) + ",\n";
  return lines + "]\n";
}

using Fields = std::vector<const ConfigField*>;

bool has(const Fields& fields, const ConfigField& field) {
  return std::ranges::find(fields, &field) != fields.end();
}

/// The fields of a config that `is_written`.
template <class Condition>
Pairs write_fields(const ExperimentFile& file, const TrainConfig& config,
                   const Condition& is_written) {
  Pairs pairs;
  for (const ConfigField& field : config_fields()) {
    if ((file.data && is_of_spirals(field)) || !is_written(field)) continue;
    pairs.emplace_back(field.name, toml_value(field, config));
  }
  return pairs;
}

/// The first case that has another value of the field than the first of all.
std::size_t first_change(const Cases& cases, const ConfigField& field) {
  std::size_t i = 0;
  while (field.get(cases[i].config) == field.get(cases.front().config)) ++i;
  return i;
}

/// The values of each varied field, where the cases are every combination of them under labels that
/// follow from these; nullopt where they are not.
std::optional<std::vector<Axis>> axes_of(const Cases& cases, Fields varied) {
  std::ranges::sort(varied, std::greater(),
                    [&](const ConfigField* field) { return first_change(cases, *field); });
  std::vector<Axis> axes;
  std::size_t count = 1;
  for (const ConfigField* const field : varied) {
    Axis axis{.parameter = field, .points = {}};
    for (const Case& item : cases) {
      const Text label = shown_value(*field, item.config);
      if (std::ranges::find(axis.points, label, &GridPoint::label) != axis.points.end()) continue;
      axis.points.push_back({"", label, {{field, field->get(item.config)}}});
    }
    count *= axis.points.size();
    if (count > cases.size()) return std::nullopt;
    axes.push_back(std::move(axis));
  }
  const auto points = grid_points(axes);
  const bool is_grid =
      std::ranges::equal(points, cases, [](const GridPoint& point, const Case& item) {
        TrainConfig config = item.config;
        for (const ConfigChange& change : point.changes) change.apply(config);
        return point.label == item.label && config == item.config;
      });
  return is_grid && !axes.empty() ? std::optional(axes) : std::nullopt;
}

Text vary_line(const std::vector<Axis>& axes) {
  Pairs pairs;
  for (const Axis& axis : axes) {
    Texts values;
    for (const GridPoint& point : axis.points) {
      TrainConfig config;
      point.changes.front().apply(config);
      values.push_back(toml_value(*axis.parameter, config));
    }
    pairs.emplace_back(axis.parameter->name, bracket(values));
  }
  return "vary = " + brace(pairs) + "\n";
}

/// Each with the varied fields, and the others in which it is unlike the base.
std::vector<Pairs> listed(const ExperimentFile& file, const Cases& cases, const Fields& varied,
                          const TrainConfig& base) {
  std::vector<Pairs> tables;
  for (const Case& item : cases) {
    // Of what is inherited the exercise itself makes these.
    if (!item.assumption.empty()) continue;
    Pairs pairs{{"label", quote(item.label)}};
    const auto is_written = [&](const ConfigField& field) {
      return has(varied, field) || field.get(item.config) != field.get(base);
    };
    std::ranges::move(write_fields(file, item.config, is_written), std::back_inserter(pairs));
    tables.push_back(std::move(pairs));
  }
  return tables;
}

/// Base, cases and auxiliary cases.
Text write_cases(const ExperimentFile& file, const Experiment& experiment) {
  const Cases& cases = experiment.cases;
  std::vector<TrainConfig> configs;
  for (const Case& item : cases) configs.push_back(item.config);
  const Fields varied = varied_fields(configs);
  const TrainConfig& first = cases.front().config;
  const Pairs common = write_fields(file, first, [&](const ConfigField& field) {
    return !has(varied, field) && field.get(first) != field.get(usual_config());
  });
  Text lines = common.empty() ? "" : "base = " + brace(common) + "\n";
  const bool is_alone = cases.size() == 1 && cases.front().label == experiment.name;
  if (const auto axes = axes_of(cases, varied)) {
    lines += vary_line(*axes);
  } else if (!is_alone) {
    lines += list_tables("cases", listed(file, cases, varied, first));
  }
  return lines + list_tables("auxiliary", listed(file, experiment.auxiliary, varied, first));
}

std::vector<Pairs> published(const Experiment& experiment) {
  std::vector<Pairs> tables;
  for (const Case& item : experiment.cases) {
    if (!item.published) continue;
    const auto& [accuracy, words, train_errors, decimals, of_errors] = *item.published;
    Pairs& pairs = tables.emplace_back();
    pairs = {{"case", quote(item.label)}, {"accuracy", to_text(accuracy, decimals)}};
    if (!words.empty()) pairs.emplace_back("words", quote(words));
    Texts errors;
    for (const double error : train_errors) errors.push_back(to_text(error, of_errors));
    if (!errors.empty()) pairs.emplace_back("train_errors", bracket(errors));
  }
  return tables;
}

std::vector<Pairs> inherited(const Experiment& experiment) {
  std::vector<Pairs> tables;
  for (const auto& [field, values, evidence] : experiment.inherits) {
    Texts texts;
    for (const Text& value : values) texts.push_back(scalar(value));
    Pairs& pairs = tables.emplace_back();
    pairs = {{"field", quote(field)}, {"values", bracket(texts)}};
    if (!evidence.empty()) pairs.emplace_back("evidence", quote(evidence));
  }
  return tables;
}

std::vector<Pairs> claims(const Experiment& experiment) {
  std::vector<Pairs> tables;
  for (const auto& [id, sentence, source, rule] : experiment.claims) {
    tables.push_back({{"id", quote(id)},
                      {"sentence", quote(sentence)},
                      {"source", quote(Text(to_string(source)))},
                      {"rule", quote(rule)}});
  }
  return tables;
}

Text write_exercise(const ExperimentFile& file, const Experiment& experiment) {
  Text lines = "\n[[exercise]]\nname = " + quote(experiment.name) +
               "\nsummary = " + quote(experiment.summary) +
               "\nvaried = " + quote(experiment.varied) + "\n";
  for (const auto& [key, member] : kSwitches) {
    if (experiment.*member) lines += Text(key) + " = true\n";
  }
  return lines + write_cases(file, experiment) + list_tables("published", published(experiment)) +
         list_tables("inherits", inherited(experiment)) + list_tables("claims", claims(experiment));
}

Text write_data(const PointTable& data) {
  const auto& [delimiter, features, label, positive, header, label_is_optional, dashes] =
      data.format;
  Text lines = "\n[data]\n";
  if (!data.file.empty()) lines += "file = " + quote(data.file) + "\n";
  Texts columns;
  for (const Text& feature : features) columns.push_back(quote(feature));
  if (!columns.empty()) lines += "features = " + bracket(columns) + "\n";
  if (!label.empty()) lines += "label = " + quote(label) + "\n";
  if (!positive.empty()) lines += "positive = " + quote(positive) + "\n";
  if (delimiter) lines += "delimiter = " + quote(Text(1, *delimiter)) + "\n";
  if (header) lines += Text("header = ") + (*header ? "true" : "false") + "\n";
  if (data.val_size) lines += "val_size = " + to_text(*data.val_size) + "\n";
  if (data.is_split) lines += "split = " + quote("last") + "\n";
  if (!data.points.empty()) lines += "points = " + quote_lines(data.points) + "\n";
  return lines;
}

}  // namespace

PointTable inline_table(const std::vector<LabelledPoint>& points) {
  PointTable table{.points = "x,y,label\n", .format = {.delimiter = ',', .header = true}};
  char number[64];
  for (const auto& [x, y, label] : points) {
    for (const float coordinate : {x, y}) {
      const auto written = std::to_chars(std::begin(number), std::end(number), coordinate);
      table.points.append(number, written.ptr) += ',';
    }
    table.points += label == 1 ? "1\n" : "0\n";
  }
  return table;
}

std::string write_experiment_file(const ExperimentFile& file) {
  Text text = "title = " + quote(file.title) + "\n";
  if (file.data) text += write_data(*file.data);
  for (const Experiment& experiment : file.exercises) text += write_exercise(file, experiment);
  return text;
}

}  // namespace spiral
