#include <fmt/format.h>

#include "cli/commands/commands.hpp"
#include "cli/run.hpp"
#include "experiments/catalog.hpp"
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
  reproduce(catalog(), to_reproduce(options, options.exercises));
  if (!options.shard.is_whole()) return print_shard(options);
  fmt::print("{}", write_verdict_report({catalog(), options.plot.out}, options.plot.out));
}

void report_command(const Options& options) {
  const Reproduction stored(catalog(), options.positional);
  fmt::print("{}", options.verify ? verify_certificate(stored, options.positional)
                                  : write_verdict_report(stored, options.positional));
}

void infer_command(const Options& options) {
  const TrainedCandidates trained =
      train_candidates(catalog(), options.axes, to_reproduce(options, {options.positional}));
  if (!options.shard.is_whole()) return print_shard(options);
  fmt::print("{}", inference_text(trained));
}

}  // namespace spiral
