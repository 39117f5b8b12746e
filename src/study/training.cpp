#include "study/training.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <thread>
#include <utility>

#include "engine/runtime.hpp"
#include "study/interruption.hpp"
#include "study/scheduler.hpp"

namespace spiral {

namespace {

std::string choose_engine(const TrainingOptions& options, const SeedRange& seeds) {
  if (options.engine != "auto") return options.engine;
  const bool one_by_one =
      seeds.count == 1 || options.of_engine.points || options.of_engine.patience;
  if (one_by_one) return "torch";
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
/// there.
using Slots = std::vector<std::optional<TrialResult>>;

std::size_t count_results(const Slots& slots) {
  return static_cast<std::size_t>(
      std::ranges::count_if(slots, [](const auto& slot) { return slot.has_value(); }));
}

/// Takes what the store has, case by case.
void load_cached(Slots& slots, const Study& study, const Environment& environment,
                 const StoreUse& use) {
  auto first = slots.begin();
  for_each_case(study, [&](const Case& item, const SeedRange& seeds) {
    for (TrialResult& result : use.store->results(item.config, item.place, environment, seeds)) {
      const auto i = static_cast<std::ptrdiff_t>(result.key.seed - seeds.first);
      if (i == 0 && use.retrains_first_seed) continue;
      if (i == 0) result.weights = use.store->weights(result.key, environment);
      *(first + i) = std::move(result);
    }
    first += seeds.count;
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
  if (!engine->has_python_bits(configs_of(study))) environment.bits = Environment::kCloseBits;
  return {std::move(engine), jobs, std::move(environment), options};
}

RunOutcome run_study(
    const Study& study, const Training& training, const StoreUse& use,
    const std::function<std::vector<TrainingObserver*>(const std::vector<PlannedTrial>&)>&
        observe) {
  const std::vector<PlannedTrial> trials = list_trials(study);
  Slots slots(trials.size());
  if (use.store != nullptr) load_cached(slots, study, training.environment, use);
  std::vector<PlannedTrial> missing;
  std::vector<std::size_t> slot_of;
  for (std::size_t i = 0; i < trials.size(); ++i) {
    if (slots[i]) continue;
    missing.push_back(trials[i]);
    slot_of.push_back(i);
  }
  if (missing.size() < trials.size() && !training.options.quiet) {
    print_warning(fmt::format("{} of {} trials are stored already", trials.size() - missing.size(),
                              trials.size()));
  }
  if (training.environment.bits != Environment::kPythonBits && !missing.empty() &&
      !training.options.quiet) {
    print_warning(
        fmt::format("the {} engine's results are close to Python's here, not the same bits{}",
                    training.environment.engine,
                    training.environment.device == "cpu" ? "; --engine torch gives these" : ""));
  }
  // Each trial has a slot of its own: no two threads touch one.
  const auto take = [&](std::size_t first, std::vector<TrialResult> results) {
    if (use.store != nullptr) use.store->add(results, training.environment);
    for (TrialResult& result : results) {
      // To clear a vector would not free its memory.
      if (result.key.seed != study.seeds.first) std::vector<float>().swap(result.weights);
      slots[slot_of[first++]] = std::move(result);
    }
  };
  auto observers = observe(missing);
  StopOnSignal stop;
  Progress progress(missing, *training.engine, training.options.progress, stderr);
  observers.insert(observers.end(), {&stop, &progress});
  const auto failure = train_trials(missing, training.jobs, *training.engine, observers, take);
  const std::size_t complete = count_results(slots);
  return {.experiments = group(slots, study),
          .complete = complete,
          .wanted = trials.size(),
          .failure = in_words(failure, complete, trials.size(), use.store)};
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
