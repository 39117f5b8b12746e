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
  fmt::print("{}", write_verdict_report(load_reproduction(catalog(), options.positional),
                                        options.positional));
}

void infer_command(const Options& options) {
  const auto candidates = train_candidates(
      catalog(), options.axes,
      {{options.positional}, options.seeds, options.plot.out, options.fresh, options.training});
  // train_candidates chose the same one.
  const auto engine = prepare_training(options.training, options.seeds, /*is_stored=*/true).engine;
  fmt::print("{}", inference_text(candidates, options.seeds, engine->traits().name));
}

}  // namespace spiral
