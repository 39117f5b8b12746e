#include "cli/run.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "engine/fingerprint.hpp"
#include "plot/run_figures.hpp"
#include "report/results_table.hpp"
#include "study/shard.hpp"

namespace spiral {

namespace {

/// Of the arithmetic, for JSON.
std::vector<std::pair<std::string, std::string>> operations_for(const std::vector<Export>& exports,
                                                                const Environment& environment) {
  std::vector<std::pair<std::string, std::string>> operations;
  if (std::ranges::count(exports, ExportFormat::json, &Export::format) == 0) return operations;
  for (const auto& [operation, hash] : hash_operations(environment.device)) {
    operations.emplace_back(operation, hash);
  }
  return operations;
}

/// Returns what failed, or null. An export of nothing would replace an older one.
std::exception_ptr report(RunOutcome& outcome, const std::string& command,
                          const Environment& environment, const std::vector<Export>& exports) {
  if (outcome.complete == 0) return nullptr;
  RunRecord record{.command = command,
                   .environment = environment,
                   .operations = operations_for(exports, environment),
                   .experiments = std::move(outcome.experiments),
                   .complete = outcome.failure == nullptr};
  auto failure =
      write_exports(exports, [&](ExportFormat format) { return render(record, format); });
  if (!uses_standard_output(exports)) fmt::print("{}", console_tables(record, is_styled(stdout)));
  outcome.experiments = std::move(record.experiments);
  return failure;
}

}  // namespace

std::vector<FileInUse> files_in_use(const Options& options) {
  std::vector<FileInUse> files;
  for (const char* suffix : {"", "-wal", "-shm"}) {
    files.push_back({store_file(options.plot.out).string() + suffix, "the store is there"});
  }
  for (const auto& [path, option] :
       {std::pair(options.data, "--data"), std::pair(options.published, "--published")}) {
    if (path && *path != "-") files.push_back({*path, option + std::string(" is read from there")});
  }
  if (!options.file.empty()) files.push_back({options.file, "the experiments are there"});
  return files;
}

void print_warnings(const std::vector<std::string>& warnings, const Options& options) {
  if (options.training.quiet) return;
  for (const std::string& warning : warnings) print_warning(warning);
}

namespace {

/// Tables, exports and figures are of all trials.
void train_shard(const Study& study, const Options& options, bool is_stored) {
  if (!is_stored) throw UsageError("--shard with one seed: must be with --seeds above 1");
  const bool draws = options.plot.format.value_or(PlotFormat::none) != PlotFormat::none;
  const std::string output = !options.exports.empty() ? options.exports.front().option
                             : draws                  ? "plot"
                                                      : "";
  if (!output.empty()) {
    throw UsageError("--" + output +
                     " with --shard: must be of the merged shards, by the same command without "
                     "--shard");
  }
  check_study(study, kMaxStoredTrials);
  const Training training = prepare_training(options.training, study);
  print_warnings(warnings_of(study), options);
  const auto store = open_store(shard_folder(options.plot.out, study.shard), /*fresh=*/false,
                                {.quiet = options.training.quiet});
  fill_store(*store, {.command = options.command, .notebook = options.notebook}, study, training);
  print_shard(options);
}

}  // namespace

PlotPlan check_outputs(const Options& options) {
  const auto& given = options.explicitly_set;
  if (given.contains("plot-size") && given.contains("figure-width")) {
    throw UsageError("--plot-size with --figure-width: must be one of them");
  }
  PlotOptions plot = options.plot;
  plot.in_use = files_in_use(options);
  if (!options.positional.empty())
    plot.in_use.push_back({options.positional, "the model is there"});
  check_exports(options.exports, plot.in_use, plot.out);
  for (const Export& target : options.exports) {
    plot.in_use.push_back({target.path, "--" + target.option + " goes there"});
  }
  PlotPlan plan = prepare_plots(plot, uses_standard_output(options.exports) ? stderr : stdout);
  print_warnings(plan.warnings, options);
  return plan;
}

void make_folder(const Options& options, const PlotPlan& plan) {
  const std::string& out = options.plot.out;
  const bool has_export = std::ranges::any_of(
      options.exports, [&](const Export& target) { return lies_in(target.path, out); });
  if (plan.makes_files() || has_export) make_out_folder(out);
}

void print_shard(const Options& options) {
  const std::filesystem::path out = options.plot.out;
  fmt::print("shard {} of {} is complete in {}\nwhen all are: spiral-exp merge DIR {}\n",
             options.shard.number, options.shard.count, shard_folder(out, options.shard).string(),
             (out / fmt::format("shard-*-of-{}", options.shard.count)).string());
}

void run_and_report(const Study& study, const Options& options, bool is_stored,
                    const std::vector<std::string>& warnings) {
  if (!study.shard.is_whole()) return train_shard(study, options, is_stored);
  check_study(study);
  const PlotPlan plots = check_outputs(options);
  const Training training = prepare_training(options.training, study);
  for (const auto& some : {warnings_of(study), warnings}) print_warnings(some, options);
  // Only now that all is checked is anything made.
  make_folder(options, plots);
  const auto store =
      is_stored ? open_store(options.plot.out, /*fresh=*/false, {.quiet = options.training.quiet})
                : nullptr;
  RunFigures figures(plots, training, store.get(), study.seeds.first);
  RunOutcome outcome =
      run_study(study, training,
                {.store = store.get(), .retrains_first_seed = plots.format == PlotFormat::gif},
                [&](const std::vector<PlannedTrial>& trials) { return figures.observe(trials); });
  figures.end_live();
  const auto export_failure = report(outcome, study.command, training.environment, options.exports);
  std::vector<std::exception_ptr> failures{outcome.failure, export_failure};
  std::ranges::move(figures.draw(outcome), std::back_inserter(failures));
  finish(failures);
}

void finish(const std::vector<std::exception_ptr>& failures) {
  std::exception_ptr first;
  for (const std::exception_ptr& failure : failures) {
    try {
      if (failure != nullptr) std::rethrow_exception(failure);
    } catch (const std::exception& error) {
      if (first != nullptr) print_warning(error.what());
      if (first == nullptr) first = failure;
    }
  }
  if (first != nullptr) std::rethrow_exception(first);
}

}  // namespace spiral
