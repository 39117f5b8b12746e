#include "experiment_file/read_config.hpp"

#include <algorithm>
#include <array>

#include "core/text.hpp"
#include "experiment_file/experiment_file.hpp"

namespace spiral {

namespace {

std::vector<std::string> field_names(const FileContext& context) {
  std::vector<std::string> names;
  for (const ConfigField& field : config_fields()) {
    if (!context.has_points || !is_of_spirals(field)) names.push_back(field.name);
  }
  return names;
}

}  // namespace

const ConfigField& field_of(const TomlValue& at, const std::string& name,
                            const FileContext& context) {
  const auto known = field_names(context);
  if (std::ranges::find(known, name) != known.end()) return *find_config_field(name);
  const ConfigField* field = find_config_field(name);
  const bool is_refused = field != nullptr && field->name == name;
  at.fail(is_refused ? name + ": only the spirals can have it" : unknown("field", name, known));
}

/// The text of a field's value; a network may be a list of its layers.
std::string value_text(const TomlValue& value) {
  if (!value.is_list()) return value.scalar();
  std::string text;
  for (const TomlValue& neurons : value.list(kMaxLayers)) {
    text += (text.empty() ? "" : "-") + to_text(neurons.integer(1, kMaxNeurons));
  }
  return text;
}

FieldValue field_value(const TomlValue& value, const ConfigField& field) {
  const bool is_network = field.name == "hidden";
  if (value.is_list() && !is_network) value.fail(field.name + ": " + field.constraint);
  const std::string text = value_text(value);
  if (is_network && text.empty()) return std::vector<std::int64_t>();
  const auto parsed = field.parse(text);
  if (!parsed) value.fail(field.name + " " + quote_word(text) + ": " + field.constraint);
  return *parsed;
}

void read_config(const TomlValue& table, const std::vector<std::string>& others,
                 const FileContext& context, TrainConfig& config) {
  auto known = field_names(context);
  known.insert(known.end(), others.begin(), others.end());
  for (const auto& [key, value] : table.entries()) {
    const bool is_other = std::ranges::find(others, key) != others.end();
    if (is_other) continue;
    const ConfigField* field = find_config_field(key);
    const bool is_of_others = context.has_points && field != nullptr && is_of_spirals(*field);
    if (is_of_others) value.fail(key + ": only the spirals can have it");
    table.check_keys(known);
    field->set(config, field_value(value, *field));
  }
}

}  // namespace spiral
