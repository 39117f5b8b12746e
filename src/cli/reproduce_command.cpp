#include <fmt/format.h>
#include <fmt/ranges.h>

#include "cli/commands.hpp"
#include "cli/plan.hpp"
#include "cli/reproduction.hpp"
#include "cli/stored_training.hpp"
#include "cli/usage_error.hpp"
#include "engine/environment.hpp"

namespace spiral {

namespace {

/// What a reader types to get the same results.
std::string command_text(const Options& options, const std::string& engine) {
  std::string text = fmt::format("spiral-exp reproduce --seeds {}", options.seeds);
  if (options.seed != 0) text += fmt::format(" --seed {}", options.seed);
  if (!options.exercises.empty()) {
    text += fmt::format(" --exercises {}", fmt::join(options.exercises, ","));
  }
  if (options.engine != EngineChoice::automatic) text += " --engine " + engine;
  if (options.device != "cpu") text += " --device " + options.device;
  return text;
}

std::vector<std::string> names_of(const std::vector<Experiment>& experiments) {
  std::vector<std::string> names;
  for (const Experiment& experiment : experiments) names.push_back(experiment.name);
  return names;
}

}  // namespace

int reproduce_command(const Options& options) {
  const auto experiments = choose_exercises(options.exercises);
  check_seeds(all_settings(experiments).size(), options);
  const TrainingPlan plan = plan_training(options, {.keeps_weights = true}, /*stores=*/true);
  const auto store = open_store(options);
  const StoredRun run{.command = command_text(options, plan.engine.name),
                      .environment = describe_environment(options.device, plan.engine.name),
                      .first_seed = options.seed,
                      .seeds = options.seeds,
                      .exercises = names_of(experiments)};
  store->add_run(run);
  if (!train_missing(*store, all_settings(experiments), run.environment, plan, options)) {
    return kExitInterrupted;
  }
  deliver_reproduction(assemble_reproduction(*store, run, experiments), options.plot.out);
  return kExitDone;
}

int report_command(const Options& options) {
  const std::filesystem::path folder = options.operand;
  if (!std::filesystem::exists(store_file(folder))) {
    throw UsageError(store_file(folder).string() +
                     ": there is no such file; allowed is a folder that reproduce wrote to");
  }
  Store store(store_file(folder));
  const auto run = store.last_run();
  if (!run) {
    throw StoreError(store_file(folder).string() + ": no reproduction is stored there");
  }
  const auto experiments = choose_exercises(run->exercises);
  deliver_reproduction(assemble_reproduction(store, *run, experiments), folder);
  return kExitDone;
}

}  // namespace spiral
