#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

#include "cli/commands.hpp"
#include "cli/exports.hpp"
#include "cli/figures.hpp"
#include "cli/plan.hpp"
#include "cli/recorders.hpp"
#include "cli/stored_training.hpp"
#include "cli/terminal.hpp"
#include "cli/training.hpp"
#include "cli/usage_error.hpp"
#include "engine/environment.hpp"
#include "model/checkpoint.hpp"
#include "report/csv.hpp"
#include "report/json.hpp"
#include "report/markdown.hpp"
#include "report/results_table.hpp"
#include "run/runner.hpp"
#include "run/say.hpp"

namespace spiral {

namespace {

/// Remarks where the user's values have made settings alike that the exercise compares.
void remark_on_twins(const std::vector<Experiment>& experiments) {
  for (const Experiment& experiment : experiments) {
    const auto different = distinct(experiment.settings);
    if (different.size() == experiment.settings.size()) continue;
    say(stderr,
        fmt::format("spiral-exp: with these options only {} of the {} settings of {} differ\n",
                    different.size(), experiment.settings.size(), experiment.name));
  }
}

/// The view that moves while the first seed trains, if there is one.
std::unique_ptr<LiveRecorder> live_recorder(const std::vector<Trial>& trials,
                                            const Options& options, const PlotPlan& plan) {
  const bool in_place = plan.format == PlotFormat::ascii && !options.quiet && !options.verbose &&
                        is_terminal(plan.text_stream);
  if (plan.format == PlotFormat::window) {
    return std::make_unique<LiveRecorder>(trials, options.seed, live_window(plan));
  }
  if (in_place) {
    return std::make_unique<LiveRecorder>(trials, options.seed, live_place(plan.text_stream));
  }
  return nullptr;
}

void print_tables(const RunRecord& record) {
  const bool bold = is_styled(stdout);
  for (const Experiment& experiment : record.experiments) {
    const auto results = results_of(experiment, record.results);
    if (results.empty()) continue;
    fmt::print("{}{}{}: {} ({} engine)\n\n{}\n", bold ? "\033[1m" : "", experiment.name,
               bold ? "\033[0m" : "", experiment.summary, record.environment.engine,
               render_console(results_table(experiment, results)));
    if (results.front().best_epoch) {
      fmt::print(
          "Trained for {} epochs; the weights of epoch {} had the lowest validation loss.\n\n",
          results.front().train_error.size(), *results.front().best_epoch);
    }
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
    case ExportFormat::model: {
      const TrialResult& result = record.results.front();
      return checkpoint_bytes(result.trial, *result.box, result.weights);
    }
  }
  return {};
}

/// What a run could not deliver though it has its results; empty where all is well.
struct Shortfall {
  std::optional<UsageError> exports = {};
  std::optional<PlotError> figures = {};
  /// The user closed the window: a wish, not a fault.
  bool window_closed = false;
};

void end_live_view(std::unique_ptr<LiveRecorder> live, Shortfall& shortfall) {
  if (live == nullptr) return;
  try {
    live->finish();
  } catch (const WindowClosed&) {
    shortfall.window_closed = true;
  } catch (const PlotError& error) {
    shortfall.figures = error;
  }
}

void deliver(const RunRecord& record, const Options& options, Shortfall& shortfall) {
  if (record.results.empty()) return;
  shortfall.exports =
      write_exports(options.exports, [&](ExportFormat format) { return render(record, format); });
  if (!uses_standard_output(options.exports)) print_tables(record);
}

void draw_figures(const RunRecord& record, const PlotPlan& plan,
                  const AnimationRecorder& animations, Shortfall& shortfall) {
  if (shortfall.figures || shortfall.window_closed) return;
  try {
    animations.report();
    // Whoever interrupts a run does not wait for its figures.
    if (!plan.draws_at_the_end() || !record.complete) return;
    for (const Experiment& experiment : record.experiments) {
      draw_experiment(experiment, results_of(experiment, record.results), plan);
    }
  } catch (const PlotError& error) {
    shortfall.figures = error;
  }
}

/// Turns the way a run ended into an exit code, or passes its failure on: that of the training
/// first, then those of exports and figures.
int exit_code(const std::exception_ptr& failure, std::size_t complete, std::size_t trials,
              const Shortfall& shortfall, const std::string& afterwards) {
  const auto& [exports, figures, window_closed] = shortfall;
  const auto tell = [](const std::exception& error) {
    say(stderr, fmt::format("spiral-exp: {}\n", error.what()));
  };
  if (figures && (exports || failure)) tell(*figures);
  if (exports && failure) tell(*exports);
  if (!failure) {
    if (exports) throw *exports;
    if (figures) throw *figures;
    return kExitDone;
  }
  try {
    std::rethrow_exception(failure);
  } catch (const Interrupted&) {
    say(stderr,
        fmt::format("spiral-exp: interrupted; {} of {} trials are complete and reported{}\n",
                    complete, trials, afterwards));
    return kExitInterrupted;
  }
}

}  // namespace

int run_command(const std::string& command, std::vector<Experiment> experiments,
                const Options& options, RunPlan plan) {
  experiments = plan_experiments(std::move(experiments), options);
  check_exports(options.exports);
  const PlotPlan plots =
      plan_plots(options.plot, uses_standard_output(options.exports) ? stderr : stdout);
  if (plots.draws_at_the_end()) {
    plan.engine.pictured = {.seed = options.seed, .grid_step = plots.options.grid_step};
  }
  plan.engine.keeps_weights = plan.engine.keeps_weights || plan.uses_store;
  TrainingPlan training = plan_training(options, plan.engine, plan.uses_store);
  const auto environment = describe_environment(options.device, training.engine.name);
  if (!options.quiet) {
    remark_on_twins(experiments);
    for (const std::string& remark : plan.remarks) say(stderr, "spiral-exp: " + remark + "\n");
  }

  const auto wanted = list_trials(experiments, options);
  Recalled recalled{.missing = wanted};
  const auto store = plan.uses_store ? open_store(options) : nullptr;
  if (store != nullptr) {
    recalled = recall(*store, wanted, environment, plan.engine, options);
    training.engine = storing(training.engine, *store, environment);
  }
  const std::vector<Trial>& trials = recalled.missing;
  AnimationRecorder animations(trials, options.seed, plots);
  std::vector<RunObserver*> observers{&animations};
  auto live = live_recorder(trials, options, plots);
  if (live != nullptr) observers.push_back(live.get());
  RunOutcome outcome = train_all(trials, training, std::move(observers));
  outcome.results = merge(wanted, std::move(recalled.results), std::move(outcome.results));

  Shortfall shortfall;
  end_live_view(std::move(live), shortfall);
  const RunRecord record{.command = command,
                         .environment = environment,
                         .experiments = std::move(experiments),
                         .results = std::move(outcome.results),
                         .complete = outcome.failure == nullptr};
  deliver(record, options, shortfall);
  draw_figures(record, plots, animations, shortfall);
  return exit_code(outcome.failure, record.results.size(), wanted.size(), shortfall,
                   plan.uses_store ? "; the same command goes on from there" : "");
}

}  // namespace spiral
