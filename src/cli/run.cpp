#include "cli/run.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "plot/run_figures.hpp"
#include "report/results_table.hpp"

namespace spiral {

namespace {

/// Returns what failed, or null. An export of nothing would replace an older one.
std::exception_ptr report(RunOutcome& outcome, const std::string& command,
                          const Environment& environment, const std::vector<Export>& exports) {
  if (outcome.complete == 0) return nullptr;
  RunRecord record{.command = command,
                   .environment = environment,
                   .experiments = std::move(outcome.experiments),
                   .complete = outcome.failure == nullptr};
  auto failure =
      write_exports(exports, [&](ExportFormat format) { return render(record, format); });
  if (!uses_standard_output(exports)) fmt::print("{}", console_tables(record, is_styled(stdout)));
  outcome.experiments = std::move(record.experiments);
  return failure;
}

void print_warnings(const std::vector<std::string>& warnings, const Options& options) {
  if (options.training.quiet) return;
  for (const std::string& warning : warnings) print_warning(warning);
}

}  // namespace

PlotPlan plan_figures(const Options& options) {
  PlotPlan plan =
      prepare_plots(options.plot, uses_standard_output(options.exports) ? stderr : stdout);
  print_warnings(plan.warnings, options);
  return plan;
}

void run_and_report(const Study& study, const Options& options, bool is_stored,
                    const std::vector<std::string>& warnings) {
  check_study(study);
  check_exports(options.exports);
  const PlotPlan plots = plan_figures(options);
  const Training training = prepare_training(options.training, study);
  for (const auto& some : {warnings_of(study), warnings}) print_warnings(some, options);
  // Only now that all is checked is anything made.
  plots.make_folder();
  const auto store = is_stored ? open_store(options.plot.out) : nullptr;
  RunFigures figures(plots, training.options, study.seeds.first);
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
