#include "cli/stored_training.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <system_error>

#include "cli/plan.hpp"
#include "cli/usage_error.hpp"
#include "engine/stored_picture.hpp"
#include "run/say.hpp"

namespace spiral {

namespace {

/// Keeps nothing of the results but what a run counts.
Engine counting(Engine engine) {
  engine.run = [run = engine.run](const std::vector<Trial>& trials, const PieceObserver& observer) {
    auto results = run(trials, observer);
    for (TrialResult& result : results) std::vector<double>().swap(result.train_error);
    return results;
  };
  return engine;
}

void tell_what_is_stored(std::size_t stored, std::size_t wanted, const Options& options) {
  if (options.quiet || stored == 0) return;
  say(stderr, fmt::format("spiral-exp: {} of {} trials are stored already\n", stored, wanted));
}

}  // namespace

std::filesystem::path store_file(const std::string& folder) {
  return std::filesystem::path(folder) / "trials.db";
}

std::unique_ptr<Store> open_store(const Options& options) {
  std::error_code error;
  std::filesystem::create_directories(options.plot.out, error);
  if (error) {
    throw UsageError("out", options.plot.out, error.message() + "; allowed is a folder");
  }
  auto store = std::make_unique<Store>(store_file(options.plot.out));
  if (options.fresh) store->clear();
  return store;
}

bool train_missing(Store& store, const std::vector<Setting>& settings,
                   const Environment& environment, const TrainingPlan& plan,
                   const Options& options) {
  std::vector<Trial> missing;
  std::size_t wanted = 0;
  for (const Setting& setting : distinct(settings)) {
    const auto there = store.seeds(setting, environment, options.seed, options.seeds);
    for (std::int64_t i = 0; i < options.seeds; ++i) {
      const auto seed = options.seed + static_cast<std::uint64_t>(i);
      if (!there.contains(seed)) missing.push_back({"stored", setting, seed});
    }
    wanted += static_cast<std::size_t>(options.seeds);
  }
  tell_what_is_stored(wanted - missing.size(), wanted, options);
  TrainingPlan storing_plan = plan;
  storing_plan.engine = counting(storing(plan.engine, store, environment));
  const RunOutcome outcome = train_all(missing, storing_plan, {});
  if (outcome.failure == nullptr) return true;
  try {
    std::rethrow_exception(outcome.failure);
  } catch (const Interrupted&) {
    say(stderr,
        fmt::format("spiral-exp: interrupted; {} of {} trials are stored in {}, and the same "
                    "command goes on from there\n",
                    wanted - missing.size() + outcome.results.size(), wanted,
                    store_file(options.plot.out).string()));
    return false;
  }
}

Engine storing(Engine engine, Store& store, const Environment& environment) {
  engine.run = [run = engine.run, &store, environment](const std::vector<Trial>& trials,
                                                       const PieceObserver& observer) {
    auto results = run(trials, observer);
    store.add(results, environment);
    // To clear a vector would not free its memory.
    for (TrialResult& result : results) std::vector<float>().swap(result.weights);
    return results;
  };
  return engine;
}

Recalled recall(Store& store, const std::vector<Trial>& trials, const Environment& environment,
                const EngineOptions& engine, const Options& options) {
  Recalled recalled;
  for (const Trial& trial : trials) {
    // Of a training that is over no animation can be made.
    const bool animated = options.plot.format == PlotFormat::gif && trial.seed == options.seed;
    auto stored = store.results(trial.experiment, trial.setting, environment, trial.seed, 1);
    if (stored.empty() || animated) {
      recalled.missing.push_back(trial);
      continue;
    }
    if (engine.pictured && engine.pictured->seed == trial.seed) {
      stored.front().picture = std::make_shared<const Picture>(
          stored_picture(trial, store.weights(trial, environment), engine.pictured->grid_step));
    }
    recalled.results.push_back(std::move(stored.front()));
  }
  tell_what_is_stored(recalled.results.size(), trials.size(), options);
  return recalled;
}

std::vector<TrialResult> merge(const std::vector<Trial>& trials, std::vector<TrialResult> some,
                               std::vector<TrialResult> others) {
  std::vector<TrialResult> merged;
  auto next = some.begin();
  auto next_other = others.begin();
  for (const Trial& trial : trials) {
    const auto is_of = [&](const auto& result, const auto& end) {
      return result != end && result->trial == trial;
    };
    if (is_of(next, some.end())) {
      merged.push_back(std::move(*next++));
    } else if (is_of(next_other, others.end())) {
      merged.push_back(std::move(*next_other++));
    }
  }
  return merged;
}

}  // namespace spiral
