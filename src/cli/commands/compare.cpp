#include "report/compare.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <utility>

#include "cli/commands/commands.hpp"
#include "cli/exit_status.hpp"
#include "core/text.hpp"
#include "report/exports.hpp"
#include "study/store.hpp"
#include "study/stored_trials.hpp"

namespace spiral {

namespace {

/// The trials of a store as an export of them, without exercises, which a store does not know.
ExportedRun read_store(const std::string& path) {
  StoredTrials stored = stored_trials(path);
  RunRecord record{.command = "", .environment = std::move(stored.environment), .experiments = {}};
  ExperimentResults& experiment = record.experiments.emplace_back();
  for (TrialResult& result : stored.results) {
    const TrainConfig& config = result.key.config;
    const Case item{
        .label = fmt::format("{} {} {} {} {}", shape_name(config.hidden),
                             to_string(config.activation), to_string(config.loss),
                             to_string(config.optimizer), to_text(config.learning_rate)),
        .config = config};
    experiment.cases.push_back({.item = item, .results = {std::move(result)}});
  }
  return parse_export(path, to_json(record));
}

ExportedRun read_run(const std::string& path) {
  if (std::filesystem::is_directory(path)) return read_store(store_file(path));
  if (path == "-") return parse_export("standard input", {std::istreambuf_iterator(std::cin), {}});
  std::ifstream file(path);
  const std::string text{std::istreambuf_iterator(file), {}};
  if (!file.is_open() || file.bad()) throw UsageError(path + ": cannot be read");
  return parse_export(path, text);
}

}  // namespace

void compare_command(const Options& options) {
  const ExportedRun first = read_run(options.positional);
  const ExportedRun second = read_run(options.input);
  const Comparison comparison = compare(first, second);
  const std::size_t shared = comparison.equal + comparison.partings.size();
  fmt::print("{}", comparison_text(comparison, first, second));
  if (!comparison.partings.empty()) {
    throw ResultsDiffer(fmt::format("{} of {} trials differ", comparison.partings.size(), shared));
  }
  if (comparison.only_first > 0 && comparison.only_second > 0) {
    throw ResultsDiffer("each run has trials that the other has not");
  }
}

}  // namespace spiral
