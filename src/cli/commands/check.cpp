#include <fmt/format.h>

#include <exception>

#include "cli/commands/commands.hpp"
#include "cli/exit_status.hpp"
#include "cli/notebook_file.hpp"
#include "cli/reported_numbers.hpp"
#include "cli/run.hpp"
#include "report/number_check.hpp"

namespace spiral {

namespace {

/// The reader's numbers as a study of their cases, found possible.
Study study_of_numbers(const std::vector<Experiment>& exercises, const Options& options) {
  // One of the command line is no line of a file.
  if (!options.positional.empty()) choose_experiments(exercises, {options.positional});
  Study study{.command = "check",
              .experiments = reported_experiments(exercises, read_reported_numbers(options)),
              .seeds = options.seeds};
  if (study.seeds.count < static_cast<std::int64_t>(kMinSeeds)) {
    throw UsageError("seeds", fmt::to_string(study.seeds.count),
                     fmt::format("must be at least {} for a verdict on a number", kMinSeeds));
  }
  apply_changes(study.experiments, options.changes);
  check_study(study);
  return study;
}

}  // namespace

void check_command(const Options& given) {
  Options options = given;
  const Notebook notebook = read_notebook(options);
  const Study study = study_of_numbers(notebook.exercises, options);
  check_exports(options.exports, files_in_use(options), options.plot.out);
  const Training training = prepare_training(options.training, study);
  print_warnings(warnings_of(study), options);
  const auto store = open_store(options.plot.out, options.fresh, {.quiet = options.training.quiet});
  const RunOutcome outcome = run_study(study, training, {.store = store.get()});
  if (outcome.failure) std::rethrow_exception(outcome.failure);
  const NumberCheck check = check_numbers(training.environment, study.seeds, outcome.experiments);
  const auto export_failure =
      write_exports(options.exports, [&](ExportFormat) { return to_json(check); });
  if (!uses_standard_output(options.exports)) fmt::print("{}", to_text(check));
  const auto differs = check.outliers() == 0
                           ? nullptr
                           : std::make_exception_ptr(ResultsDiffer(outliers_in_words(check)));
  finish({export_failure, differs});
}

}  // namespace spiral
