#include <fmt/format.h>

#include "cli/commands/commands.hpp"
#include "experiments/catalog.hpp"
#include "report/verdict_report.hpp"

namespace spiral {

void reproduce_command(const Options& options) {
  const Reproduction all = reproduce(catalog(), {options.exercises, options.seeds, options.plot.out,
                                                 options.fresh, options.training});
  fmt::print("{}", write_verdict_report(all, options.plot.out));
}

void report_command(const Options& options) {
  const Reproduction stored = load_reproduction(catalog(), options.positional);
  fmt::print("{}", options.verify ? verify_certificate(stored, options.positional)
                                  : write_verdict_report(stored, options.positional));
}

void infer_command(const Options& options) {
  const TrainedCandidates trained = train_candidates(
      catalog(), options.axes,
      {{options.positional}, options.seeds, options.plot.out, options.fresh, options.training});
  fmt::print("{}", inference_text(trained));
}

}  // namespace spiral
