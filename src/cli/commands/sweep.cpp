#include "cli/commands/commands.hpp"
#include "cli/run.hpp"
#include "core/text.hpp"

namespace spiral {

void sweep_command(const Options& options) {
  if (options.axes.empty()) {
    throw UsageError("--vary is missing; it takes values, as --vary learning-rate=0.01,0.1,1");
  }
  for (const Axis& axis : options.axes) {
    const std::string name = axis.parameter->option();
    if (!options.explicitly_set.contains(name)) continue;
    throw UsageError("--" + name + " with --vary " + name + ": must be one of them");
  }
  const Experiment sweep = sweep_experiment(usual_config(options.changes), options.axes);
  run_and_report(
      {.command = "sweep", .experiments = {sweep}, .seeds = options.seeds, .shard = options.shard},
      options, /*is_stored=*/true);
}

}  // namespace spiral
