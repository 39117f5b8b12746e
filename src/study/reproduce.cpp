#include "study/reproduce.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <memory>
#include <utility>

namespace spiral {

namespace {

/// What a reader types to get the same results.
std::string command_text(const ReproduceOptions& options, const std::string& engine) {
  std::string text = fmt::format("spiral-exp reproduce --seeds {}", options.seeds.count);
  if (options.seeds.first != 0) text += fmt::format(" --seed {}", options.seeds.first);
  if (!options.exercises.empty()) {
    text += fmt::format(" --exercises {}", fmt::join(options.exercises, ","));
  }
  if (options.training.engine != "auto") text += " --engine " + engine;
  const std::string& device = options.training.of_engine.device;
  if (device != "cpu") text += " --device " + device;
  return text;
}

// Seeds of the parts of a reproduction beside the notebook's own trainings: enough to see a share to ten
// points, in about a minute each.
constexpr std::int64_t kTextbookSeeds = 100;
constexpr std::int64_t kReplacedSeeds = 64;

/// A reproduction of these exercises: as they are, then with the textbook's activation, then with each
/// kind of draws replaced.
Study whole_study(const std::vector<Experiment>& experiments, const SeedRange& seeds) {
  Study study{.command = "reproduce", .experiments = {}, .seeds = seeds};
  const auto add = [&](std::int64_t count, const auto& change) {
    for (Experiment experiment : experiments) {
      change(experiment);
      study.experiments.push_back(std::move(experiment));
      study.own_seeds.push_back({seeds.first, count});
    }
  };
  add(seeds.count, [](Experiment&) {});
  const auto textbook = [](Experiment& experiment) {
    std::erase_if(experiment.auxiliary, [](const Case& item) { return !item.assumption.empty(); });
    for (Cases* cases : {&experiment.cases, &experiment.auxiliary}) {
      for (Case& item : *cases) item.config.activate_last_hidden = true;
    }
  };
  add(std::clamp<std::int64_t>(seeds.count / 2, 1, kTextbookSeeds), textbook);
  const std::int64_t pairs = std::min(kReplacedSeeds, seeds.count / 4);
  if (pairs == 0) return study;
  for (const Draws draws : {Draws::data, Draws::weights, Draws::permutations}) {
    add(pairs, [=](Experiment& experiment) {
      std::erase_if(experiment.cases, [](const Case& item) { return !item.published; });
      experiment.auxiliary.clear();
      for (Case& item : experiment.cases) {
        item.place.replaced = {draws, static_cast<std::uint64_t>(pairs)};
      }
    });
  }
  return study;
}

/// `results` are those of whole_study.
Reproduction assemble(StoredRun run, std::vector<ExperimentResults> results,
                      const std::shared_ptr<Store>& store) {
  const Environment environment = run.environment;
  const std::size_t exercises = run.exercises.size();
  std::vector<std::vector<ExperimentResults>> parts(results.size() / exercises);
  for (std::size_t i = 0; i < results.size(); ++i) {
    parts[i / exercises].push_back(std::move(results[i]));
  }
  Reproduction all{.run = std::move(run),
                   .experiments = std::move(parts.at(0)),
                   .textbook = std::move(parts.at(1)),
                   .replaced = {},
                   .map = [store, environment](const TrialKey& key, double grid_step) {
                     return prediction_map(key, store->weights(key, environment), nullptr,
                                           grid_step);
                   }};
  for (std::size_t i = 2; i < parts.size(); ++i) all.replaced.push_back(std::move(parts[i]));
  return all;
}

/// Everything that the run stored of a case.
CaseResults load_case(Store& store, const StoredRun& run, const Experiment& experiment,
                      const Case& item, const SeedRange& seeds) {
  CaseResults loaded{item, store.results(item.config, item.place, run.environment, seeds)};
  if (static_cast<std::int64_t>(loaded.results.size()) < seeds.count) {
    throw StoreError(fmt::format(
        "{}, case {}: {} of {} seeds are stored; '{}' with the same --out trains the others",
        experiment.name, item.label, loaded.results.size(), seeds.count, run.command));
  }
  return loaded;
}

std::vector<ExperimentResults> load_study(Store& store, const StoredRun& run, const Study& study) {
  std::vector<ExperimentResults> loaded;
  for (std::size_t e = 0; e < study.experiments.size(); ++e) {
    const Experiment& experiment = study.experiments[e];
    const SeedRange& seeds = study.seeds_of(e);
    ExperimentResults& results = loaded.emplace_back();
    results.experiment = experiment;
    for (const Case& item : experiment.cases) {
      results.cases.push_back(load_case(store, run, experiment, item, seeds));
    }
    for (const Case& item : experiment.auxiliary) {
      results.auxiliary.push_back(load_case(store, run, experiment, item, seeds));
    }
  }
  return loaded;
}

/// The exercise as it would be at this point of the grid; only what was published of it.
Experiment at_point(Experiment experiment, const GridPoint& point) {
  std::erase_if(experiment.cases, [](const Case& item) { return !item.published; });
  experiment.auxiliary.clear();
  for (Case& item : experiment.cases) {
    for (const ConfigChange& change : point.changes) change_case(experiment, change, item.config);
  }
  return experiment;
}

/// Cases that the point made the same: what the exercise is about cannot be varied.
void check_still_different(const Experiment& experiment, const GridPoint& point) {
  for (auto item = experiment.cases.begin(); item != experiment.cases.end(); ++item) {
    for (auto before = experiment.cases.begin(); before != item; ++before) {
      if (before->config != item->config) continue;
      throw UsageError("vary", point.name,
                       fmt::format("{} varies it itself, so that {} and {} would be the same",
                                   experiment.name, before->label, item->label));
    }
  }
}

}  // namespace

Reproduction reproduce(const std::vector<Experiment>& catalog, const ReproduceOptions& options) {
  const auto experiments = choose_experiments(catalog, options.exercises);
  const Study study = whole_study(experiments, options.seeds);
  check_study(study);
  const Training training = prepare_training(options.training, study);
  const std::shared_ptr<Store> store =
      open_store(options.folder, options.fresh, {.quiet = options.training.quiet});
  StoredRun run{.command = command_text(options, training.engine->traits().name),
                .environment = training.environment,
                .seeds = study.seeds,
                .exercises = {}};
  for (const Experiment& experiment : experiments) run.exercises.push_back(experiment.name);
  store->add_run(run);
  RunOutcome outcome = run_study(study, training, {.store = store.get()});
  if (outcome.failure) std::rethrow_exception(outcome.failure);
  return assemble(std::move(run), std::move(outcome.experiments), store);
}

Reproduction load_reproduction(const std::vector<Experiment>& catalog,
                               const std::filesystem::path& folder) {
  const std::filesystem::path file = store_file(folder);
  std::error_code error;
  if (symlink_status(file, error).type() == std::filesystem::file_type::not_found) {
    throw UsageError(file.string() +
                     ": there is no such file; must be a folder that reproduce wrote to");
  }
  const auto store = std::make_shared<Store>(file, Store::Access::read_only);
  auto run = store->last_run();
  if (!run) throw StoreError(file.string() + ": no reproduction is stored there");
  const Study study = whole_study(choose_experiments(catalog, run->exercises), run->seeds);
  auto results = load_study(*store, *run, study);
  return assemble(std::move(*run), std::move(results), store);
}

TrainedCandidates train_candidates(const std::vector<Experiment>& catalog,
                                   const std::vector<Axis>& axes, const ReproduceOptions& options) {
  const Experiment exercise = choose_experiments(catalog, options.exercises).front();
  const auto points = grid_points(axes);
  if (at_point(exercise, {}).cases.empty()) {
    throw UsageError(exercise.name + ": the notebook published no numbers of this exercise");
  }
  if (points.size() < 2) {
    throw UsageError("--vary is missing or names one value; it takes two, as --vary epochs=50,100");
  }
  for (const Axis& axis : axes) {
    if (axis.parameter->name == "test_size") {
      throw UsageError("vary", "test-size",
                       "a test set would change what the accuracy is measured on");
    }
  }
  Study study{.command = "infer", .experiments = {}, .seeds = options.seeds};
  for (const GridPoint& point : points) {
    study.experiments.push_back(at_point(exercise, point));
    check_still_different(study.experiments.back(), point);
  }
  check_study(study);
  const Training training = prepare_training(options.training, study);
  const auto store = open_store(options.folder, options.fresh, {.quiet = options.training.quiet});
  RunOutcome outcome = run_study(study, training, {.store = store.get()});
  if (outcome.failure) std::rethrow_exception(outcome.failure);
  TrainedCandidates trained{.engine = training.engine->traits().name, .seeds = study.seeds};
  for (std::size_t i = 0; i < points.size(); ++i) {
    trained.candidates.push_back({points[i], std::move(outcome.experiments[i])});
  }
  return trained;
}

}  // namespace spiral
