#include "study/training.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <thread>
#include <utility>

#include "engine/fingerprint.hpp"
#include "engine/runtime.hpp"
#include "study/interruption.hpp"
#include "study/scheduler.hpp"
#include "study/shard.hpp"

namespace spiral {

namespace {

std::string choose_engine(const TrainingOptions& options, const SeedRange& seeds) {
  if (options.engine != "auto") return options.engine;
  if (seeds.count == 1 || options.of_engine.patience) return "torch";
  return options.of_engine.device == "cpu" ? "simd" : "ensemble";
}

/// Calls `use` with every case of the study, in the order of its trials, and its seeds.
template <class Use>
void for_each_case(const Study& study, const Use& use) {
  for (std::size_t e = 0; e < study.experiments.size(); ++e) {
    const Experiment& experiment = study.experiments[e];
    for (const Cases* cases : {&experiment.cases, &experiment.auxiliary}) {
      for (const Case& item : *cases) use(item, study.seeds_of(e));
    }
  }
}

std::vector<TrainConfig> configs_of(const Study& study) {
  std::vector<TrainConfig> configs;
  for_each_case(study, [&](const Case& item, const SeedRange&) { configs.push_back(item.config); });
  return configs;
}

/// As many jobs as the user asks for, or as there are cores, or one where the BLAS bears no more.
int choose_jobs(const std::optional<int>& jobs) {
  if (blas_is_thread_safe()) {
    return jobs.value_or(std::max(1, static_cast<int>(std::thread::hardware_concurrency())));
  }
  if (jobs.value_or(1) > 1) {
    throw UsageError("jobs", fmt::to_string(*jobs),
                     "must be 1 with " + blas_name() +
                         ", a serial build that is not safe in threads; libopenblas0-pthread is");
  }
  return 1;
}

/// Ctrl-C, to the trainings.
class StopOnSignal : public TrainingObserver {
 public:
  bool stop_requested() override { return interruption_.requested(); }

 private:
  Interruption interruption_;
};

/// The result of each trial of a study, by its place in the list of trials; none before it is
/// there. Empty where no results are kept.
using Slots = std::vector<std::optional<TrialResult>>;

/// Calls `use` with every case of the study, its seeds, and the place of its first trial.
template <class Use>
void for_each_block(const Study& study, const Use& use) {
  std::size_t first = 0;
  for_each_case(study, [&](const Case& item, const SeedRange& seeds) {
    use(item, seeds, first);
    first += static_cast<std::size_t>(seeds.count);
  });
}

/// Which trials need not be trained, by their places.
std::vector<bool> find_stored(const Study& study, std::size_t trials,
                              const Environment& environment, const StoreUse& use) {
  std::vector<bool> is_stored(trials);
  if (use.store == nullptr) return is_stored;
  for_each_block(study, [&](const Case& item, const SeedRange& seeds, std::size_t first) {
    for (const auto seed : use.store->seeds(item.config, item.place, environment, seeds)) {
      const auto i = seed - seeds.first;
      is_stored[first + i] = i > 0 || !use.retrains_first_seed;
    }
  });
  return is_stored;
}

/// Takes from the store what was found there.
void load_stored(Slots& slots, const std::vector<bool>& is_stored, const Study& study,
                 const Environment& environment, Store& store) {
  for_each_block(study, [&](const Case& item, const SeedRange& seeds, std::size_t first) {
    for (TrialResult& result : store.results(item.config, item.place, environment, seeds)) {
      const auto i = result.key.seed - seeds.first;
      if (!is_stored[first + i]) continue;
      if (i == 0) result.weights = store.weights(result.key, environment);
      slots[first + i] = std::move(result);
    }
  });
}

/// The slots' results, each case's with its case, the experiments' in their order.
std::vector<ExperimentResults> group(Slots& slots, const Study& study) {
  std::vector<ExperimentResults> grouped;
  auto slot = slots.begin();
  const auto take_case = [&](const Case& item, const SeedRange& seeds) {
    CaseResults results{.item = item};
    for (const auto end = slot + seeds.count; slot != end; ++slot) {
      if (*slot) results.results.push_back(std::move(**slot));
    }
    return results;
  };
  for (std::size_t e = 0; e < study.experiments.size(); ++e) {
    const Experiment& experiment = study.experiments[e];
    const SeedRange& seeds = study.seeds_of(e);
    ExperimentResults& results = grouped.emplace_back();
    results.experiment = experiment;
    for (const Case& item : experiment.cases) results.cases.push_back(take_case(item, seeds));
    for (const Case& item : experiment.auxiliary) {
      results.auxiliary.push_back(take_case(item, seeds));
    }
  }
  return grouped;
}

/// Of all results but the first seed's. To clear a vector would not free its memory.
void drop_weights(std::vector<TrialResult>& results, std::uint64_t first_seed) {
  for (TrialResult& result : results) {
    if (result.key.seed != first_seed) std::vector<float>().swap(result.weights);
  }
}

/// Says what is stored already, and what the rest will be like.
void warn_of(std::size_t missing, std::size_t wanted, const Training& training) {
  if (training.options.quiet) return;
  if (missing < wanted) {
    print_warning(fmt::format("{} of {} trials are stored already", wanted - missing, wanted));
  }
  if (training.environment.bits == Environment::kPythonBits || missing == 0) return;
  print_warning(
      fmt::format("the {} engine's results are close to Python's here, not the same bits{}",
                  training.environment.engine,
                  training.environment.device == "cpu" ? "; --engine torch gives these" : ""));
}

/// An interruption in the user's words.
std::exception_ptr in_words(const std::exception_ptr& failure, std::size_t complete,
                            std::size_t wanted, const Store* store) {
  if (!failure) return nullptr;
  try {
    std::rethrow_exception(failure);
  } catch (const Interrupted&) {
    const std::string where = store == nullptr ? "complete and reported"
                                               : "stored in " + store->file() +
                                                     ", and the same command goes on from there";
    return std::make_exception_ptr(
        Interrupted(fmt::format("interrupted; {} of {} trials are {}", complete, wanted, where)));
  } catch (...) {
    return failure;
  }
}

}  // namespace

Training prepare_training(const TrainingOptions& options, const Study& study) {
  const std::string name = choose_engine(options, study.seeds);
  std::shared_ptr<const Engine> engine = make_engine(name, options.of_engine);
  const int jobs = choose_jobs(options.jobs);
  prepare_device(options.of_engine.device);
  Environment environment = describe_environment(options.of_engine.device, name);
  environment.data = data_name(options.of_engine.points);
  if (!engine->has_python_bits(configs_of(study))) environment.bits = Environment::kCloseBits;
  return {std::move(engine), jobs, std::move(environment), options};
}

RunOutcome run_study(
    const Study& study, const Training& training, const StoreUse& use,
    const std::function<std::vector<TrainingObserver*>(const std::vector<PlannedTrial>&)>&
        observe) {
  const std::vector<PlannedTrial> trials = list_trials(study);
  const auto shards = assign_shards(trials, study.shard.count);
  const auto is_stored = find_stored(study, trials.size(), training.environment, use);
  const auto wanted = static_cast<std::size_t>(std::ranges::count(shards, study.shard.number));
  std::vector<PlannedTrial> missing;
  std::vector<std::size_t> place_of;
  for (std::size_t i = 0; i < trials.size(); ++i) {
    if (is_stored[i] || shards[i] != study.shard.number) continue;
    missing.push_back(trials[i]);
    place_of.push_back(i);
  }
  warn_of(missing.size(), wanted, training);
  Slots slots(use.keeps_no_results ? 0 : trials.size());
  if (!slots.empty() && use.store != nullptr) {
    load_stored(slots, is_stored, study, training.environment, *use.store);
  }
  std::atomic<std::size_t> complete = wanted - missing.size();
  // Each trial has a slot of its own: no two threads touch one.
  const auto take = [&](std::size_t first, std::vector<TrialResult> results) {
    if (!training.options.stores_weights) drop_weights(results, study.seeds.first);
    if (use.store != nullptr) use.store->add(results, training.environment);
    complete += results.size();
    if (use.keeps_no_results) return;
    drop_weights(results, study.seeds.first);
    for (TrialResult& result : results) slots[place_of[first++]] = std::move(result);
  };
  auto observers = observe(missing);
  StopOnSignal stop;
  Progress progress(missing, *training.engine, training.options.progress, stderr);
  observers.insert(observers.end(), {&stop, &progress});
  const auto failure = train_trials(missing, training.jobs, *training.engine, observers, take);
  RunOutcome outcome{.experiments = {}, .complete = complete, .wanted = wanted};
  if (!slots.empty()) outcome.experiments = group(slots, study);
  outcome.failure = in_words(failure, complete, wanted, use.store);
  return outcome;
}

void fill_store(Store& store, StoredRun run, const Study& study, const Training& training) {
  run.subcommand = study.command;
  run.environment = training.environment;
  run.seeds = study.seeds;
  run.shard = study.shard;
  store.add_run(run);
  const RunOutcome outcome =
      run_study(study, training, {.store = &store, .keeps_no_results = true});
  if (outcome.failure) std::rethrow_exception(outcome.failure);
  store.complete_run();
}

std::vector<float> weights_of(const TrialResult& result, const Training& training, Store* store) {
  if (!result.weights.empty()) return result.weights;
  const TrialKey& key = result.key;
  std::vector<float> weights;
  if (store != nullptr) weights = store->weights(key, training.environment);
  if (!weights.empty()) return weights;
  StopOnSignal stop;
  return training.engine->train(key.config, key.place, {key.seed}, stop).front().weights;
}

}  // namespace spiral
