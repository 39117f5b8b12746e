#include "report/compare.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "core/text.hpp"
#include "core/trial.hpp"
#include "report/table.hpp"

namespace spiral {

namespace {

using Json = nlohmann::json;

// Of partings; a table of thousands tells no more.
constexpr std::size_t kMaxRows = 20;

bool is_key(const std::string& field) {
  return field == "seed" || field == "place" || find_config_field(field) != nullptr;
}

/// A number; NaN is null in JSON.
std::optional<double> number_in(const Json& value) {
  if (value.is_null()) return std::numeric_limits<double>::quiet_NaN();
  return value.is_number() ? std::optional(value.get<double>()) : std::nullopt;
}

bool is_figure(const std::string& field) {
  return std::ranges::count(result_fields(), field, &Field<TrialResult>::name) > 0;
}

ExportedTrial parse_trial(const std::string& file, const Json& json) {
  ExportedTrial trial;
  for (const auto& [field, value] : json.get_ref<const Json::object_t&>()) {
    if (is_key(field)) {
      trial.key[field] = value.dump();
    } else if (field == "train_error") {
      for (const Json& error : value.get_ref<const Json::array_t&>()) {
        trial.train_error.push_back(number_in(error).value());
      }
    } else if (is_figure(field) && field != "seconds") {
      const auto number = number_in(value);
      if (!number) throw UsageError(file + ": \"" + field + "\" must be a number");
      trial.figures[field] = *number;
    }
  }
  for (const char* part : {"experiment", "case"}) {
    if (!json.contains(part)) continue;
    trial.names[part] = json[part].dump();
    trial.name += json[part].get<std::string>() + " ";
  }
  trial.name = without_controls(trial.name) + "seed " + json.value("seed", Json(0)).dump();
  return trial;
}

/// Of a key or a name.
const std::string& value_of(const ExportedTrial& trial, const std::string& field) {
  const auto key = trial.key.find(field);
  return key != trial.key.end() ? key->second : trial.names.at(field);
}

std::string values_of(const ExportedTrial& trial, const std::vector<std::string>& fields) {
  std::string values;
  for (const std::string& field : fields) values += value_of(trial, field) + "|";
  return values;
}

/// The keys, or the names, that every trial of both runs has.
std::vector<std::string> shared_fields(const ExportedRun& first, const ExportedRun& second,
                                       std::map<std::string, std::string> ExportedTrial::*fields) {
  std::vector<std::string> shared;
  for (const auto& entry : first.trials.front().*fields) {
    const std::string& field = entry.first;
    const auto is_there = [&](const ExportedTrial& trial) {
      return (trial.*fields).contains(field);
    };
    if (std::ranges::all_of(first.trials, is_there) &&
        std::ranges::all_of(second.trials, is_there)) {
      shared.push_back(field);
    }
  }
  return shared;
}

/// The fields by which trials meet.
std::vector<std::string> shared_keys(const ExportedRun& first, const ExportedRun& second) {
  std::vector<std::string> keys = shared_fields(first, second, &ExportedTrial::key);
  const auto is_ambiguous = [&](const ExportedRun& run) {
    std::map<std::string, const ExportedTrial*> seen;
    return std::ranges::any_of(run.trials, [&](const ExportedTrial& trial) {
      return seen.emplace(values_of(trial, keys), &trial).first->second->key != trial.key;
    });
  };
  if (!is_ambiguous(first) && !is_ambiguous(second)) return keys;
  const auto names = shared_fields(first, second, &ExportedTrial::names);
  keys.insert(keys.end(), names.begin(), names.end());
  return keys;
}

bool are_same(double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)); }

std::optional<Parting> first_parting(const ExportedTrial& a, const ExportedTrial& b) {
  std::size_t compared = std::min(a.train_error.size(), b.train_error.size());
  // A curve that is absent is not compared; one that ends earlier parts there.
  const bool have_curves = compared > 0;
  const std::size_t epochs = have_curves ? std::max(a.train_error.size(), b.train_error.size()) : 0;
  const auto at = [](const std::vector<double>& errors, std::size_t i) {
    return i < errors.size() ? errors[i] : std::numeric_limits<double>::quiet_NaN();
  };
  for (std::size_t i = 0; i < epochs; ++i) {
    const double first = at(a.train_error, i);
    const double second = at(b.train_error, i);
    if (i < compared && are_same(first, second)) continue;
    return Parting{a.name, fmt::format("train_error, epoch {}", i + 1), first, second};
  }
  for (const auto& field : result_fields()) {
    const auto in_a = a.figures.find(field.name);
    const auto in_b = b.figures.find(field.name);
    if (in_a == a.figures.end() || in_b == b.figures.end()) continue;
    ++compared;
    if (!are_same(in_a->second, in_b->second)) {
      return Parting{a.name, field.name, in_a->second, in_b->second};
    }
  }
  if (compared == 0) {
    throw UsageError(a.name +
                     ": the two runs have no number of it in common; must be train_error, "
                     "accuracy or another one that --export-json writes");
  }
  return std::nullopt;
}

/// Refuses keys that are too few to tell a run's trials apart.
void check_unambiguous(const ExportedRun& run, const std::vector<std::string>& keys) {
  std::map<std::string, const ExportedTrial*> seen;
  for (const ExportedTrial& trial : run.trials) {
    const auto [other, is_new] = seen.emplace(values_of(trial, keys), &trial);
    if (is_new || other->second->key == trial.key) continue;
    for (const auto& [field, value] : trial.key) {
      const auto same = other->second->key.find(field);
      if (same != other->second->key.end() && same->second == value) continue;
      throw UsageError(fmt::format("{}: {} and {} differ in {}, which the other run does not name",
                                   run.name, other->second->name, trial.name, field));
    }
  }
}

/// Why no trials meet: the keys of which the two have no value in common.
std::string disjoint_keys(const ExportedRun& first, const ExportedRun& second,
                          const std::vector<std::string>& keys) {
  std::string text;
  for (const std::string& field : keys) {
    const std::string& value = value_of(first.trials.front(), field);
    const auto has_it = [&](const ExportedTrial& trial) { return value_of(trial, field) == value; };
    if (std::ranges::any_of(second.trials, has_it)) continue;
    text += fmt::format("{}{}: {} and {}", text.empty() ? "; the first ones part in " : ", ", field,
                        value, value_of(second.trials.front(), field));
  }
  return text;
}

std::string environment_text(const Comparison& comparison, const ExportedRun& first,
                             const ExportedRun& second) {
  for (const ExportedRun* run : {&first, &second}) {
    if (!run->environment.contains("fingerprint")) {
      return run->name + " does not say on which arithmetic it ran.\n";
    }
  }
  const auto both = [&](const std::string& field) {
    const auto value = [&](const ExportedRun& run) {
      const auto found = run.environment.find(field);
      return found == run.environment.end() ? std::string() : found->second;
    };
    return std::pair(value(first), value(second));
  };
  const auto [a, b] = both("fingerprint");
  std::string text = a == b
                         ? fmt::format("Both ran on the same arithmetic, {}.\n", a)
                         : fmt::format("They ran on different arithmetics, {} and {}{}.\n", a, b,
                                       comparison.operations.empty()
                                           ? ""
                                           : fmt::format(", which compute otherwise: {}",
                                                         fmt::join(comparison.operations, ", ")));
  const bool is_exact = both("bits") == std::pair<std::string, std::string>("python", "python");
  for (const std::string field : {"numerics", "device", "bits", "engine"}) {
    const auto [in_first, in_second] = both(field);
    // Engines with Python's bits compute the same.
    if (in_first == in_second || (field == "engine" && is_exact)) continue;
    text += fmt::format("They differ in {}: {} and {}.\n", field, in_first, in_second);
  }
  return text;
}

}  // namespace

ExportedRun parse_export(const std::string& name, const std::string& text) {
  if (text.empty()) throw UsageError(name + ": is empty");
  try {
    const Json json = Json::parse(text);
    ExportedRun run{.name = name, .environment = {}, .operations = {}, .trials = {}};
    const Json environment = json.value("environment", Json::object());
    for (const auto& [field, value] : environment.items()) {
      run.environment[field] = value.is_string() ? value.get<std::string>() : value.dump();
    }
    const Json operations = json.value("operations", Json::object());
    for (const auto& [operation, hash] : operations.items()) {
      run.operations[operation] = hash.get<std::string>();
    }
    for (const Json& trial : json.at("trials").get_ref<const Json::array_t&>()) {
      run.trials.push_back(parse_trial(name, trial));
    }
    if (run.trials.empty()) throw UsageError(name + ": there are no trials in it");
    return run;
  } catch (const Json::exception& error) {
    throw UsageError(
        fmt::format("{}: must be JSON with \"trials\", as --export-json writes it, and "
                    "null in place of NaN: {}",
                    name, error.what()));
  } catch (const std::bad_optional_access&) {
    throw UsageError(name + ": \"train_error\" must be numbers");
  }
}

Comparison compare(const ExportedRun& first, const ExportedRun& second) {
  const std::vector<std::string> keys = shared_keys(first, second);
  check_unambiguous(first, keys);
  check_unambiguous(second, keys);
  std::multimap<std::string, const ExportedTrial*> waiting;
  for (const ExportedTrial& trial : second.trials) waiting.emplace(values_of(trial, keys), &trial);
  Comparison comparison;
  for (const ExportedTrial& trial : first.trials) {
    const auto other = waiting.find(values_of(trial, keys));
    if (other == waiting.end()) {
      ++comparison.only_first;
      continue;
    }
    const auto parting = first_parting(trial, *other->second);
    waiting.erase(other);
    if (parting) comparison.partings.push_back(*parting);
    if (!parting) ++comparison.equal;
  }
  comparison.only_second = waiting.size();
  if (comparison.equal + comparison.partings.size() == 0) {
    throw UsageError(first.name + " and " + second.name + " share no trial" +
                     disjoint_keys(first, second, keys));
  }
  for (const auto& [operation, hash] : first.operations) {
    const auto other = second.operations.find(operation);
    if (other != second.operations.end() && other->second != hash) {
      comparison.operations.push_back(operation);
    }
  }
  return comparison;
}

std::string comparison_text(const Comparison& comparison, const ExportedRun& first,
                            const ExportedRun& second) {
  const auto& [equal, partings, only_first, only_second, operations] = comparison;
  std::string text = fmt::format("Trials in both: {}; equal to the last bit: {}; different: {}.\n",
                                 equal + partings.size(), equal, partings.size());
  if (only_first > 0) text += fmt::format("Only in {}: {}.\n", first.name, only_first);
  if (only_second > 0) text += fmt::format("Only in {}: {}.\n", second.name, only_second);
  text += environment_text(comparison, first, second);
  if (partings.empty()) return text;
  Table table{.header = {"trial", "parts first at", "first", "second", "apart"}, .rows = {}};
  for (std::size_t i = 0; i < std::min(partings.size(), kMaxRows); ++i) {
    const auto& [trial, figure, a, b] = partings[i];
    table.rows.push_back({trial, figure, fmt::to_string(a), fmt::to_string(b),
                          fmt::format("{:.2g}", std::abs(a - b))});
  }
  text += "\n" + render_console(table);
  if (partings.size() > kMaxRows) {
    text += fmt::format("... and {} more\n", partings.size() - kMaxRows);
  }
  return text;
}

}  // namespace spiral
