#include "cli/stored_training.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <system_error>

#include "cli/usage_error.hpp"
#include "run/say.hpp"

namespace spiral {

namespace {

/// Settings of several exercises that differ in nothing but their names are one.
std::vector<Setting> distinct(std::vector<Setting> settings) {
  std::vector<Setting> different;
  for (Setting& setting : settings) {
    setting.name.clear();
    if (std::find(different.begin(), different.end(), setting) == different.end()) {
      different.push_back(std::move(setting));
    }
  }
  return different;
}

/// Adds what the engine computes to the store, and keeps nothing of it but what a run counts.
Engine storing(Engine engine, Store& store, const Environment& environment) {
  engine.run = [run = engine.run, &store, environment](const std::vector<Trial>& trials,
                                                       const PieceObserver& observer) {
    auto results = run(trials, observer);
    store.add(results, environment);
    for (TrialResult& result : results) {  // to clear a vector would not free its memory
      std::vector<double>().swap(result.train_error);
      std::vector<float>().swap(result.weights);
    }
    return results;
  };
  return engine;
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
  if (!options.quiet && missing.size() < wanted) {
    say(stderr, fmt::format("spiral-exp: {} of {} trials are stored already\n",
                            wanted - missing.size(), wanted));
  }
  TrainingPlan storing_plan = plan;
  storing_plan.engine = storing(plan.engine, store, environment);
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

}  // namespace spiral
