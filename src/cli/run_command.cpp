#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <thread>

#include "cli/commands.hpp"
#include "cli/exports.hpp"
#include "cli/figures.hpp"
#include "cli/plan.hpp"
#include "cli/usage_error.hpp"
#include "engine/blas.hpp"
#include "engine/device.hpp"
#include "engine/environment.hpp"
#include "engine/torch_engine.hpp"
#include "report/csv.hpp"
#include "report/json.hpp"
#include "report/markdown.hpp"
#include "report/results_table.hpp"
#include "run/interruption.hpp"
#include "run/progress.hpp"
#include "run/runner.hpp"
#include "run/say.hpp"

namespace spiral {

namespace {

void check_device(const std::string& device) {
  try {
    prepare_device(device);
  } catch (const DeviceUnavailable& error) {
    throw UsageError("device", device, error.what());
  }
}

int usable_cores() { return std::max(1, static_cast<int>(std::thread::hardware_concurrency())); }

/// As many jobs as the user asks for, or as there are cores, or one where the BLAS bears no more.
int choose_jobs(const Options& options) {
  if (blas_is_thread_safe()) return options.jobs.value_or(usable_cores());
  if (options.jobs.value_or(1) > 1) {
    throw UsageError("jobs", fmt::to_string(*options.jobs),
                     "allowed is 1 with " + blas_name() +
                         ", a serial build that is not safe in threads; libopenblas0-pthread is");
  }
  return 1;
}

/// Remarks where the user's values have made settings alike that the exercise compares.
void remark_on_twins(const std::vector<Experiment>& experiments) {
  for (const Experiment& experiment : experiments) {
    std::vector<Setting> different;
    for (Setting setting : experiment.settings) {
      setting.name.clear();
      if (std::find(different.begin(), different.end(), setting) == different.end()) {
        different.push_back(setting);
      }
    }
    if (different.size() == experiment.settings.size()) continue;
    say(stderr,
        fmt::format("spiral-exp: with these options only {} of the {} settings of {} differ\n",
                    different.size(), experiment.settings.size(), experiment.name));
  }
}

/// A picture of the first seed is enough for every figure.
EngineOptions engine_options(const Trial& trial, const Options& options) {
  EngineOptions engine{.device = options.device};
  const bool drawn =
      options.plot.format != PlotFormat::none && options.plot.format != PlotFormat::gif;
  if (drawn && trial.seed == options.seed) {
    engine.picture_step = options.plot.grid_step;
  }
  return engine;
}

Progress::Style progress_style(const Options& options) {
  if (options.quiet) return Progress::Style::none;
  if (options.verbose) return Progress::Style::lines;
  return isatty(STDERR_FILENO) ? Progress::Style::bar : Progress::Style::none;
}

void print_tables(const RunRecord& record) {
  const char* no_color_variable = std::getenv("NO_COLOR");
  const bool no_color = no_color_variable != nullptr && *no_color_variable != '\0';
  const bool bold = isatty(STDOUT_FILENO) && !no_color;
  for (const Experiment& experiment : record.experiments) {
    const auto results = results_of(experiment, record.results);
    if (results.empty()) continue;
    fmt::print("{}{}{}: {}\n\n{}\n", bold ? "\033[1m" : "", experiment.name, bold ? "\033[0m" : "",
               experiment.summary, render_console(results_table(experiment, results)));
    const Table train_errors = train_error_table(experiment, results);
    if (!train_errors.rows.empty()) fmt::print("{}\n", render_console(train_errors));
  }
}

std::string render(const RunRecord& record, ExportFormat format) {
  switch (format) {
    case ExportFormat::json:
      return to_json(record);
    case ExportFormat::csv:
      return to_csv(record);
    case ExportFormat::markdown:
      return to_markdown(record);
  }
  return {};
}

/// Turns the way a run ended into an exit code, or passes its failure on.
int exit_code(const RunOutcome& outcome, std::size_t trials) {
  if (!outcome.failure) return kExitDone;
  try {
    std::rethrow_exception(outcome.failure);
  } catch (const Interrupted&) {
    say(stderr, fmt::format("spiral-exp: interrupted; {} of {} trials are complete and reported\n",
                            outcome.results.size(), trials));
    return kExitInterrupted;
  }
}

}  // namespace

int run_command(const std::string& command, std::vector<Experiment> experiments,
                const Options& options) {
  experiments = plan_experiments(std::move(experiments), options);
  check_exports(options.exports);
  check_device(options.device);
  const int jobs = choose_jobs(options);
  const std::string terminal = prepare_plots(options.plot);
  if (!options.quiet) remark_on_twins(experiments);

  const auto trials = list_trials(experiments, options);
  const Interruption interruption;
  AnimationRecorder animations(trials, options.seed, options.plot);
  const RunOutcome outcome = [&] {
    Progress progress(trials, progress_style(options), stderr);
    RunObservers observers({&progress, &animations});
    return run_trials(
        trials, jobs,
        [&](const Trial& trial, const TrialObserver& observer) {
          return run_trial(trial, engine_options(trial, options), observer);
        },
        [&] { return interruption.requested(); }, observers);
  }();

  const RunRecord record{.command = command,
                         .environment = describe_environment(options.device, "torch"),
                         .experiments = std::move(experiments),
                         .results = outcome.results,
                         .complete = outcome.failure == nullptr};
  std::optional<UsageError> export_failure;
  if (!record.results.empty()) {
    export_failure =
        write_exports(options.exports, [&](ExportFormat format) { return render(record, format); });
    if (!uses_standard_output(options.exports)) print_tables(record);
  }
  for (const std::string& path : animations.paths()) fmt::print("{}\n", path);
  for (const Experiment& experiment : record.experiments) {
    draw_experiment(experiment, results_of(experiment, record.results), options.plot, terminal);
  }
  if (export_failure && record.complete) throw *export_failure;
  if (export_failure) say(stderr, fmt::format("spiral-exp: {}\n", export_failure->what()));
  return exit_code(outcome, trials.size());
}

}  // namespace spiral
