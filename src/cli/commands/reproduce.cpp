#include <fmt/format.h>

#include "cli/commands/commands.hpp"
#include "cli/exit_status.hpp"
#include "cli/notebook_file.hpp"
#include "cli/run.hpp"
#include "core/text.hpp"
#include "experiment_file/experiment_file.hpp"
#include "report/verdict_report.hpp"
#include "study/shard.hpp"

namespace spiral {

namespace {

ReproduceOptions to_reproduce(const Options& options, const std::vector<std::string>& exercises) {
  return {.command = options.command,
          .exercises = exercises,
          .seeds = options.seeds,
          .shard = options.shard,
          .folder = shard_folder(options.plot.out, options.shard),
          .fresh = options.fresh,
          .training = options.training};
}

}  // namespace

void reproduce_command(const Options& options) {
  Options with_points = options;
  const Notebook notebook = read_notebook(with_points);
  reproduce(notebook, to_reproduce(options, options.exercises));
  if (!options.shard.is_whole()) return print_shard(options);
  fmt::print("{}", write_verdict_report({stored_notebook, options.plot.out}, options.plot.out));
}

void report_command(const Options& options) {
  const Reproduction stored(stored_notebook, options.positional);
  if (!options.verify) {
    fmt::print("{}", write_verdict_report(stored, options.positional));
    return;
  }
  const CertificateCheck check = verify_certificate(stored, options.positional);
  if (!check.agrees) throw ResultsDiffer(check.text);
  fmt::print("{}\n", check.text);
}

void infer_command(const Options& options) {
  Options with_points = options;
  const Notebook notebook = read_notebook(with_points);
  for (const Axis& axis : options.axes) {
    if (!notebook.points || !is_of_spirals(*axis.parameter)) continue;
    throw UsageError("vary", axis.parameter->option(), "only the spirals can have it");
  }
  const TrainedCandidates trained =
      train_candidates(notebook, options.axes, to_reproduce(options, {options.positional}));
  if (!options.shard.is_whole()) return print_shard(options);
  fmt::print("{}", inference_text(trained));
}

}  // namespace spiral
