#include "cli/run.hpp"

#include "cli/commands/commands.hpp"
#include "cli/notebook_file.hpp"

namespace spiral {

void run_exercises(const std::string& command, std::vector<Experiment> experiments,
                   const Options& options) {
  keep_cases(experiments, options.only);
  apply_changes(experiments, options.changes);
  drop_auxiliary(experiments);
  // A store that is there is used, as that of merged shards: none is made beside figures.
  const bool has_store = std::filesystem::exists(store_file(options.plot.out));
  run_and_report({.command = command,
                  .experiments = std::move(experiments),
                  .seeds = options.seeds,
                  .shard = options.shard},
                 options,
                 /*is_stored=*/options.seeds.count > 1 && (has_store || !options.shard.is_whole()));
}

void run_file_command(const Options& options) {
  Options with_points = options;
  const Notebook notebook = read_notebook(with_points);
  run_exercises("run", choose_experiments(notebook.exercises, options.operands), with_points);
}

}  // namespace spiral
