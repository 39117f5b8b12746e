#include "report/compare.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>

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

ExportedTrial parse_trial(const Json& json) {
  ExportedTrial trial;
  for (const auto& [field, value] : json.items()) {
    const auto number = number_in(value);
    if (is_key(field)) {
      trial.key[field] = value.dump();
    } else if (field == "train_error") {
      for (const Json& error : value.get_ref<const Json::array_t&>())
        trial.train_error.push_back(number_in(error).value());
    } else if (number && field != "seconds") {
      trial.figures[field] = *number;
    }
  }
  for (const char* part : {"experiment", "case"}) {
    if (json.contains(part)) trial.name += json[part].get<std::string>() + " ";
  }
  trial.name += "seed " + json.value("seed", Json(0)).dump();
  return trial;
}

/// The keys that every trial of both runs has.
std::vector<std::string> shared_keys(const ExportedRun& first, const ExportedRun& second) {
  std::vector<std::string> shared;
  for (const auto& [field, value] : first.trials.front().key) {
    const auto is_there = [&](const ExportedTrial& trial) { return trial.key.contains(field); };
    if (std::ranges::all_of(first.trials, is_there) &&
        std::ranges::all_of(second.trials, is_there)) {
      shared.push_back(field);
    }
  }
  return shared;
}

std::string values_of(const ExportedTrial& trial, const std::vector<std::string>& keys) {
  std::string values;
  for (const std::string& field : keys) values += trial.key.at(field) + "|";
  return values;
}

bool are_same(double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)); }

std::optional<Parting> first_parting(const ExportedTrial& a, const ExportedTrial& b) {
  const std::size_t epochs = std::min(a.train_error.size(), b.train_error.size());
  for (std::size_t i = 0; i < epochs; ++i) {
    if (are_same(a.train_error[i], b.train_error[i])) continue;
    return Parting{a.name, fmt::format("train_error, epoch {}", i + 1), a.train_error[i],
                   b.train_error[i]};
  }
  for (const auto& field : result_fields()) {
    const auto in_a = a.figures.find(field.name);
    const auto in_b = b.figures.find(field.name);
    if (in_a == a.figures.end() || in_b == b.figures.end()) continue;
    if (!are_same(in_a->second, in_b->second)) {
      return Parting{a.name, field.name, in_a->second, in_b->second};
    }
  }
  return std::nullopt;
}

std::string arithmetic_text(const Comparison& comparison, const ExportedRun& first,
                            const ExportedRun& second) {
  for (const ExportedRun* run : {&first, &second}) {
    if (run->fingerprint.empty()) return run->name + " does not say on which arithmetic it ran.\n";
  }
  if (first.fingerprint == second.fingerprint) {
    return fmt::format("Both ran on the same arithmetic, {}.\n", first.fingerprint);
  }
  return fmt::format(
      "They ran on different arithmetics, {} and {}{}.\n", first.fingerprint, second.fingerprint,
      comparison.operations.empty()
          ? ""
          : fmt::format(", which compute otherwise: {}", fmt::join(comparison.operations, ", ")));
}

}  // namespace

ExportedRun parse_export(const std::string& name, const std::string& text) {
  try {
    const Json json = Json::parse(text);
    ExportedRun run{.name = name, .fingerprint = {}, .operations = {}, .trials = {}};
    const Json environment = json.value("environment", Json::object());
    run.fingerprint = environment.value("fingerprint", "");
    const Json operations = json.value("operations", Json::object());
    for (const auto& [operation, hash] : operations.items()) {
      run.operations[operation] = hash.get<std::string>();
    }
    for (const Json& trial : json.at("trials")) run.trials.push_back(parse_trial(trial));
    if (run.trials.empty()) throw UsageError(name + ": there are no trials in it");
    return run;
  } catch (const Json::exception& error) {
    throw UsageError(fmt::format("{}: must be JSON with \"trials\", as --export-json writes it: {}",
                                 name, error.what()));
  } catch (const std::bad_optional_access&) {
    throw UsageError(name + ": \"train_error\" must be numbers");
  }
}

Comparison compare(const ExportedRun& first, const ExportedRun& second) {
  const std::vector<std::string> keys = shared_keys(first, second);
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
  text += arithmetic_text(comparison, first, second);
  if (partings.empty()) return text;
  Table table{.header = {"trial", "parts first at", "first", "second", "apart"}, .rows = {}};
  for (std::size_t i = 0; i < std::min(partings.size(), kMaxRows); ++i) {
    const auto& [trial, figure, a, b] = partings[i];
    table.rows.push_back({trial, figure, fmt::format("{:.9g}", a), fmt::format("{:.9g}", b),
                          fmt::format("{:.2g}", std::abs(a - b))});
  }
  text += "\n" + render_console(table);
  if (partings.size() > kMaxRows) {
    text += fmt::format("... and {} more\n", partings.size() - kMaxRows);
  }
  return text;
}

}  // namespace spiral
