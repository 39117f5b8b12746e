#include "cli/engines.hpp"

#include <functional>

#include "cli/usage_error.hpp"
#include "engine/fused_engine.hpp"
#include "engine/torch_engine.hpp"
#include "run/cost.hpp"

namespace spiral {

namespace {

EngineOptions engine_options(const Options& options, const PlotPlan& plan) {
  EngineOptions engine{.device = options.device};
  if (plan.draws_at_the_end()) {
    engine.pictured = {.seed = options.seed, .grid_step = plan.options.grid_step};
  }
  return engine;
}

Engine torch_engine(const EngineOptions& options) {
  return {.name = "torch",
          .lanes = 1,
          .cost = torch_cost,
          .run = [options](const std::vector<Trial>& trials, const PieceObserver& observer) {
            return std::vector{run_trial(trials.front(), options,
                                         {.on_epoch = std::bind_front(observer.on_epoch, 0U),
                                          .stop_requested = observer.stop_requested})};
          }};
}

Engine fused_engine(const EngineOptions& options) {
  return {.name = "fused",
          .lanes = fused_lanes(),
          .cost = fused_cost,
          .run = [options](const std::vector<Trial>& trials, const PieceObserver& observer) {
            return run_fused_trials(trials, options, observer);
          }};
}

}  // namespace

Engine choose_engine(const Options& options, const PlotPlan& plan) {
  const bool on_cpu = options.device == "cpu";
  if (options.engine == EngineChoice::fused && !on_cpu) {
    throw UsageError("engine", "fused",
                     "allowed with --device " + options.device + " are auto and torch");
  }
  const bool fuses = options.engine == EngineChoice::fused ||
                     (options.engine == EngineChoice::automatic && options.seeds > 1 && on_cpu);
  const EngineOptions engine = engine_options(options, plan);
  return fuses ? fused_engine(engine) : torch_engine(engine);
}

}  // namespace spiral
