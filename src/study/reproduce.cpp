#include "study/reproduce.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <utility>

namespace spiral {

namespace {

// Seeds of the parts of a reproduction beside the notebook's own trainings: enough to see a share to ten
// points, in about a minute each.
constexpr std::int64_t kTextbookSeeds = 100;
constexpr std::int64_t kReplacedSeeds = 64;

/// Whether every case has the activation after the last hidden layer already.
bool is_of_textbook(const Experiment& experiment) {
  const auto has_it = [](const Case& item) { return item.config.activate_last_hidden; };
  return std::ranges::all_of(experiment.cases, has_it) &&
         std::ranges::all_of(experiment.auxiliary, has_it);
}

/// A reproduction of these exercises: as they are, then with the textbook's activation, then with each
/// kind of draws replaced; a split that is given draws no data.
Study whole_study(const std::vector<Experiment>& experiments, const SeedRange& seeds,
                  const OwnPoints& points) {
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
  for (std::size_t i = 0; i < experiments.size(); ++i) {
    if (is_of_textbook(experiments[i])) study.own_seeds[experiments.size() + i].count = 0;
  }
  const std::int64_t pairs = std::min(kReplacedSeeds, seeds.count / 4);
  if (pairs == 0) return study;
  for (const Draws draws : {Draws::data, Draws::weights, Draws::permutations}) {
    if (draws == Draws::data && points && points->is_split) continue;
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

std::shared_ptr<Store> open_to_read(const std::filesystem::path& file) {
  std::error_code error;
  if (symlink_status(file, error).type() == std::filesystem::file_type::not_found) {
    throw UsageError(file.string() +
                     ": there is no such file; must be a folder that reproduce wrote to");
  }
  return std::make_shared<Store>(file, Store::Access::read_only);
}

StoredRun last_reproduction(Store& store) {
  const auto run = store.last_run("reproduce");
  if (!run) throw StoreError(store.file() + ": no reproduction is stored there");
  if (run->shard.is_whole()) return *run;
  throw StoreError(
      fmt::format("{}: it is shard {} of {}; 'spiral-exp merge' makes one store of all",
                  store.file(), run->shard.number, run->shard.count));
}

TrainingOptions on_points(TrainingOptions options, const OwnPoints& points) {
  options.of_engine.points = points;
  return options;
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

/// Refuses a field in which the cases differ: to give all of them the same would make others of them.
/// Of networks that inherit their neurons only the depth differs.
void check_not_varied(const Experiment& experiment, const ConfigField& field) {
  const TrainConfig& first = experiment.cases.front().config;
  const ConfigChange as_first{&field, field.get(first)};
  for (const Case& item : experiment.cases) {
    TrainConfig config = item.config;
    change_case(experiment, as_first, config);
    if (config == item.config) continue;
    throw UsageError("vary", field.option(),
                     fmt::format("{} varies it itself: {} in {}, and {} in {}", experiment.name,
                                 shown_value(field, first), experiment.cases.front().label,
                                 shown_value(field, item.config), item.label));
  }
}

}  // namespace

Reproduction::Reproduction(const ReadNotebook& read, const std::filesystem::path& folder)
    : store_(open_to_read(store_file(folder))),
      run_(last_reproduction(*store_)),
      notebook_(read(run_.notebook)),
      study_(whole_study(choose_experiments(notebook_.exercises, run_.exercises), run_.seeds,
                         notebook_.points)) {}

std::size_t Reproduction::claims() const {
  std::size_t claims = 0;
  for (std::size_t i = 0; i < exercises(); ++i) claims += study_.experiments[i].claims.size();
  return claims;
}

CaseResults Reproduction::load_case(const Experiment& experiment, const Case& item,
                                    const SeedRange& seeds) const {
  CaseResults loaded{item, store_->results(item.config, item.place, run_.environment, seeds)};
  const auto count = std::ssize(loaded.results);
  if (count == seeds.count || run_.is_partial) return loaded;
  throw StoreError(fmt::format(
      "{}, case {}: {} of {} seeds are stored; '{}' with the same --out trains the others",
      experiment.name, item.label, count, seeds.count, run_.command));
}

ExperimentResults Reproduction::load(std::size_t part, std::size_t exercise) const {
  const std::size_t place = part * exercises() + exercise;
  ExperimentResults loaded{.experiment = study_.experiments.at(place)};
  // Other parts lack cases that its claims name.
  const auto asked = labels_of_train_errors(study_.experiments.at(exercise));
  const auto add = [&](std::vector<CaseResults>& cases, const Case& item) {
    cases.push_back(load_case(loaded.experiment, item, study_.seeds_of(place)));
    if (part == 0 && cases.back().results.empty()) {
      throw StoreError(fmt::format("{}, case {}: all of its seeds are in missing shards",
                                   loaded.experiment.name, item.label));
    }
    if (asked.contains(item.label)) return;
    for (TrialResult& result : cases.back().results) std::vector<double>().swap(result.train_error);
  };
  for (const Case& item : loaded.experiment.cases) add(loaded.cases, item);
  for (const Case& item : loaded.experiment.auxiliary) add(loaded.auxiliary, item);
  return loaded;
}

std::vector<ExperimentResults> Reproduction::replaced(std::size_t exercise) const {
  std::vector<ExperimentResults> loaded;
  for (std::size_t part = 2; part * exercises() < study_.experiments.size(); ++part) {
    loaded.push_back(load(part, exercise));
  }
  return loaded;
}

void Reproduction::for_each(
    const std::function<void(const Experiment&, const CaseResults&)>& use) const {
  for (std::size_t i = 0; i < study_.experiments.size(); ++i) {
    const Experiment& experiment = study_.experiments[i];
    for (const Cases* cases : {&experiment.cases, &experiment.auxiliary}) {
      for (const Case& item : *cases)
        use(experiment, load_case(experiment, item, study_.seeds_of(i)));
    }
  }
}

std::optional<PredictionMap> Reproduction::map(const TrialKey& key, double grid_step) const {
  const auto weights = store_->weights(key, run_.environment);
  if (weights.empty()) return std::nullopt;
  return prediction_map(key, weights, notebook_.points, grid_step);
}

void reproduce(const Notebook& notebook, const ReproduceOptions& options) {
  const auto experiments = choose_experiments(notebook.exercises, options.exercises);
  Study study = whole_study(experiments, options.seeds, notebook.points);
  study.shard = options.shard;
  check_study(study, kMaxStoredTrials);
  const Training training = prepare_training(on_points(options.training, notebook.points), study);
  StoredRun run{.command = options.command, .notebook = notebook.text};
  for (const Experiment& experiment : experiments) run.exercises.push_back(experiment.name);
  const auto store = open_store(options.folder, options.fresh, {.quiet = options.training.quiet});
  fill_store(*store, std::move(run), study, training);
}

TrainedCandidates train_candidates(const Notebook& notebook, const std::vector<Axis>& axes,
                                   const ReproduceOptions& options) {
  const Experiment exercise = choose_experiments(notebook.exercises, options.exercises).front();
  const auto points = grid_points(axes);
  if (at_point(exercise, {}).cases.empty()) {
    throw UsageError(exercise.name + ": nothing was published of this exercise");
  }
  if (points.size() < 2) {
    throw UsageError("--vary is missing or names one value; it takes two, as --vary epochs=50,100");
  }
  for (const Axis& axis : axes) {
    check_not_varied(at_point(exercise, {}), *axis.parameter);
    if (axis.parameter->name == "test_size") {
      throw UsageError("vary", "test-size",
                       "a test set would change what the accuracy is measured on");
    }
  }
  Study study{
      .command = "infer", .experiments = {}, .seeds = options.seeds, .shard = options.shard};
  for (const GridPoint& point : points) study.experiments.push_back(at_point(exercise, point));
  check_study(study);
  const Training training = prepare_training(on_points(options.training, notebook.points), study);
  const auto store = open_store(options.folder, options.fresh, {.quiet = options.training.quiet});
  if (!study.shard.is_whole()) {
    fill_store(*store, {.command = options.command, .notebook = notebook.text}, study, training);
    return {};
  }
  RunOutcome outcome = run_study(study, training, {.store = store.get()});
  if (outcome.failure) std::rethrow_exception(outcome.failure);
  TrainedCandidates trained{.engine = training.engine->traits().name, .seeds = study.seeds};
  for (std::size_t i = 0; i < points.size(); ++i) {
    trained.candidates.push_back({points[i], std::move(outcome.experiments[i])});
  }
  return trained;
}

}  // namespace spiral
