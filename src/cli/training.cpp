#include "cli/training.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <thread>
#include <utility>

#include "cli/terminal.hpp"
#include "cli/usage_error.hpp"
#include "engine/batched_engine.hpp"
#include "engine/blas.hpp"
#include "engine/device.hpp"
#include "engine/fused_engine.hpp"
#include "engine/torch_engine.hpp"
#include "run/cost.hpp"
#include "run/interruption.hpp"

namespace spiral {

namespace {

void check_device(const std::string& device) {
  try {
    prepare_device(device);
  } catch (const DeviceUnavailable& error) {
    throw UsageError("device", device, error.what());
  }
}

int usable_cores() { return std::max(1, static_cast<int>(std::thread::hardware_concurrency())); }

/// As many jobs as the user asks for, or as there are cores, or one where the BLAS bears no more.
int choose_jobs(const Options& options) {
  if (blas_is_thread_safe()) return options.jobs.value_or(usable_cores());
  if (options.jobs.value_or(1) > 1) {
    throw UsageError("jobs", fmt::to_string(*options.jobs),
                     "allowed is 1 with " + blas_name() +
                         ", a serial build that is not safe in threads; libopenblas0-pthread is");
  }
  return 1;
}

Progress::Style progress_style(const Options& options) {
  if (options.quiet) return Progress::Style::none;
  if (options.verbose) return Progress::Style::lines;
  return is_terminal(stderr) ? Progress::Style::bar : Progress::Style::none;
}

Engine torch_engine(const EngineOptions& options) {
  return {.name = "torch",
          .most_together = [](const Setting&) { return std::size_t{1}; },
          .cost = torch_cost,
          .run =
              [options](const std::vector<Trial>& trials, const PieceObserver& observer) {
                return std::vector{run_trial(trials.front(), options,
                                             {.on_epoch = std::bind_front(observer.on_epoch, 0U),
                                              .stop_requested = observer.stop_requested})};
              }};
}

Engine batched_engine(const EngineOptions& options) {
  return {.name = "batched",
          .most_together = [device = options.device](
                               const Setting& setting) { return batched_trials(setting, device); },
          .cost = torch_cost,
          .run =
              [options](const std::vector<Trial>& trials, const PieceObserver& observer) {
                return run_batched_trials(trials, options, observer);
              }};
}

Engine fused_engine(const EngineOptions& options) {
  return {.name = "fused",
          .most_together = [](const Setting&) { return fused_lanes(); },
          .cost = fused_cost,
          .run =
              [options](const std::vector<Trial>& trials, const PieceObserver& observer) {
                return run_fused_trials(trials, options, observer);
              }};
}

EngineChoice automatic_engine(const Options& options, bool stores) {
  if (options.seeds == 1 && !stores) return EngineChoice::torch;
  return options.device == "cpu" ? EngineChoice::fused : EngineChoice::batched;
}

/// What the user names, or else torch, which has Python's bits, for one seed, and for several the
/// engine that trains them together.
Engine choose_engine(const Options& options, const EngineOptions& engine, bool stores) {
  const EngineChoice choice = options.engine == EngineChoice::automatic
                                  ? automatic_engine(options, stores)
                                  : options.engine;
  if (choice == EngineChoice::torch) return torch_engine(engine);
  if (choice == EngineChoice::batched) return batched_engine(engine);
  if (options.device == "cpu") return fused_engine(engine);
  throw UsageError("engine", "fused",
                   "allowed with --device " + options.device + " are auto, torch and batched");
}

}  // namespace

TrainingPlan plan_training(const Options& options, EngineOptions engine, bool stores) {
  engine.device = options.device;
  TrainingPlan plan{.engine = choose_engine(options, engine, stores),
                    .jobs = choose_jobs(options),
                    .progress = progress_style(options)};
  check_device(options.device);
  return plan;
}

RunOutcome train_all(const std::vector<Trial>& trials, const TrainingPlan& plan,
                     std::vector<RunObserver*> observers) {
  const Interruption interruption;
  Progress progress(trials, plan.engine.cost, plan.progress, stderr);
  observers.push_back(&progress);
  RunObservers all(std::move(observers));
  return run_trials(
      trials, plan.jobs, plan.engine, [&] { return interruption.requested(); }, all);
}

}  // namespace spiral
