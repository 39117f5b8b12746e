#include "experiment_file/toml_value.hpp"

#include <algorithm>

#include "core/text.hpp"
#include "experiment_file/experiment_file.hpp"

namespace spiral {

namespace {

/// Behind this length a word is cut in a message, and no name is near it.
constexpr std::size_t kLongWord = 60;

}  // namespace

void fail_at(const std::string& file, const toml::source_position& place,
             const std::string& reason) {
  throw ExperimentFileError(file + ":" + std::to_string(place.line) + ":" +
                            std::to_string(place.column) + ": " + without_controls(reason));
}

std::string quote_word(const std::string& word) {
  return word.size() <= kLongWord ? "'" + word + "'" : "'" + word.substr(0, kLongWord) + "...'";
}

std::string unknown(const std::string& what, const std::string& word,
                    const std::vector<std::string>& known) {
  return "unknown " + what + " " + quote_word(word) + "; " +
         suggestion(word.substr(0, kLongWord), known);
}

TomlSource::TomlSource(std::string file, const std::string& text)
    : name(std::move(file)), lines(split(text, '\n')) {
  for (std::string& line : lines) {
    std::erase_if(line, [](char byte) { return (byte & '\xC0') == '\x80'; });
  }
}

void TomlValue::fail(const std::string& reason) const {
  fail_at(source_->name, node_->source().begin, reason);
}

std::string TomlValue::line(std::size_t most) const {
  std::string line = text();
  if (line.empty()) fail("must not be empty");
  if (line.size() > most) fail("must be at most " + std::to_string(most) + " bytes");
  if (without_controls(line) != line) fail("must be one line without control characters");
  return line;
}

std::string TomlValue::text() const {
  const auto text = node_->value_exact<std::string>();
  if (!text) fail("must be a text, in quotes");
  return *text;
}

bool TomlValue::boolean() const {
  const auto value = node_->value_exact<bool>();
  if (!value) fail("must be true or false");
  return *value;
}

double TomlValue::number(double low, double high) const {
  const auto value = node_->is_number() ? node_->value<double>() : std::nullopt;
  if (value && low <= *value && *value <= high) return *value;
  fail("must be a number from " + to_text(low) + " to " + to_text(high));
}

int TomlValue::decimals(int most) const {
  const auto& [line, column] = node_->source().begin;
  const std::string& text = source_->lines.at(line - 1);
  const std::size_t begin = std::min<std::size_t>(column - 1, text.size());
  const std::size_t end = text.find_first_not_of("+-._0123456789eE", begin);
  return decimals_of(std::string_view(text).substr(begin, end - begin), most);
}

std::int64_t TomlValue::integer(std::int64_t low, std::int64_t high) const {
  const auto value = node_->value_exact<std::int64_t>();
  if (value && low <= *value && *value <= high) return *value;
  fail(integer_from_to(low, high));
}

std::string TomlValue::scalar() const {
  if (const auto flag = node_->value_exact<bool>()) return *flag ? "true" : "false";
  if (const auto integer = node_->value_exact<std::int64_t>()) return to_text(*integer);
  if (const auto number = node_->value_exact<double>()) return to_text(*number);
  if (!node_->is_string()) fail("must be a number, true, false, or a text in quotes");
  return line();
}

std::vector<TomlValue> TomlValue::list(std::size_t most) const {
  const toml::array* array = node_->as_array();
  if (array == nullptr) fail("must be a list, in [ ]");
  if (array->size() > most) fail("must have at most " + std::to_string(most) + " entries");
  std::vector<TomlValue> values;
  for (const toml::node& each : *array) values.emplace_back(each, *source_);
  return values;
}

const toml::table& TomlValue::table() const {
  const toml::table* table = node_->as_table();
  if (table == nullptr) fail("must be a table of keys and values, in { } or below [ ]");
  return *table;
}

std::vector<std::pair<std::string, TomlValue>> TomlValue::entries() const {
  std::vector<std::pair<toml::source_position, std::pair<std::string, TomlValue>>> placed;
  for (const auto& [key, value] : table()) {
    placed.push_back({key.source().begin, {std::string(key.str()), TomlValue(value, *source_)}});
  }
  std::ranges::sort(placed, [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<std::pair<std::string, TomlValue>> entries;
  for (auto& [place, entry] : placed) entries.push_back(std::move(entry));
  return entries;
}

void TomlValue::check_keys(const std::vector<std::string>& known) const {
  for (const auto& [key, value] : table()) {
    const std::string name(key.str());
    if (std::ranges::find(known, name) != known.end()) continue;
    fail_at(source_->name, key.source().begin, unknown("key", name, known));
  }
}

std::optional<TomlValue> TomlValue::find(const std::string& key) const {
  const toml::node* value = table().get(key);
  return value == nullptr ? std::nullopt : std::optional(TomlValue(*value, *source_));
}

TomlValue TomlValue::at(const std::string& key) const {
  if (const auto value = find(key)) return *value;
  fail("the key '" + key + "' is missing here");
}

}  // namespace spiral
