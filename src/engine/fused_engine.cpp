#include "engine/fused_engine.hpp"

#include <ATen/Context.h>
#include <ATen/Parallel.h>

#include <functional>
#include <memory>
#include <optional>
#include <utility>

#include "data/random_state.hpp"
#include "engine/fused/evaluator.hpp"
#include "engine/fused/trainer.hpp"
#include "engine/lane_grids.hpp"
#include "engine/lane_transfer.hpp"
#include "engine/piece.hpp"
#include "engine/stopwatch.hpp"
#include "engine/take_picture.hpp"
#include "engine/trial_start.hpp"
#include "evaluation/accuracy.hpp"
#include "evaluation/boundary_shape.hpp"
#include "model/weights.hpp"

namespace spiral {

namespace {

/// While it lives, this thread takes numbers below the normal ones, 1e-38, for 0. The averages of
/// Adam and RMSprop sink there where a ReLU has died, and made both a quarter slower.
class FlushDenormals {
 public:
  FlushDenormals() { at::globalContext().setFlushDenormal(true); }
  FlushDenormals(const FlushDenormals&) = delete;
  FlushDenormals& operator=(const FlushDenormals&) = delete;
  ~FlushDenormals() { at::globalContext().setFlushDenormal(false); }
};

/// What each lane starts from; the lanes left over repeat the first trial.
struct LaneStarts {
  explicit LaneStarts(const std::vector<Trial>& trials) {
    for (std::size_t lane = 0; lane < fused_lanes(); ++lane) {
      const Trial& trial = trials[lane < trials.size() ? lane : 0];
      TrialStart start = start_trial(trial);
      models.push_back(make_model(trial.setting, start.generator));
      training.push_back(start.training);
      validation.push_back(start.validation);
      generators.push_back(start.generator);
    }
  }

  LaneModels models;
  LaneDatasets training;
  LaneDatasets validation;
  std::vector<at::Generator> generators;
};

/// The next epoch's order of each lane, by the low 32 bits of its seed, which a Mersenne Twister takes.
/// Shape: [lanes].
std::vector<std::uint32_t> draw_seeds(std::vector<at::Generator>& generators) {
  std::vector<std::uint32_t> seeds;
  for (at::Generator& generator : generators) {
    seeds.push_back(static_cast<std::uint32_t>(draw_order_seed(generator)));
  }
  return seeds;
}

std::vector<double> train_epoch(fused::Trainer& trainer, std::vector<at::Generator>& generators,
                                const std::function<bool()>& stop_requested) {
  const FlushDenormals flush;
  return trainer.train_epoch(draw_seeds(generators), stop_requested);
}

/// Each trial's score of its lane's outputs at its own points, by `score_of`.
template <class ScoreOf>
std::vector<Score> lane_scores(fused::Evaluator& evaluator, const LaneDatasets& datasets, Loss loss,
                               ScoreOf score_of) {
  const fused::LanePoints points = pack_points(datasets);
  const auto& outputs = evaluator.outputs_at(points);
  std::vector<Score> scores;
  for (std::size_t lane = 0; lane < datasets.size(); ++lane) {
    scores.push_back(
        score_of(loss, unpack_outputs(outputs, lane, points.count), datasets[lane].labels));
  }
  return scores;
}

std::vector<TrialResult> evaluate(const std::vector<Trial>& trials, LaneStarts& starts,
                                  const fused::LaneModel& model,
                                  std::vector<std::vector<double>> train_errors,
                                  const std::function<bool()>& stop_requested) {
  const Setting& setting = trials.front().setting;
  fused::Evaluator evaluator(model);
  const auto validation = lane_scores(evaluator, starts.validation, setting.loss,
                                      [](auto... of) { return validation_score(of...); });
  std::vector<Score> test;
  if (setting.test_size > 0) {
    LaneDatasets points;
    for (at::Generator& generator : starts.generators) {
      points.push_back(generate_data(setting.test_size, setting.noise, generator));
    }
    test =
        lane_scores(evaluator, points, setting.loss, [](auto... of) { return test_score(of...); });
  }
  const auto grids =
      lane_grids(evaluator, setting.loss, starts.validation, kShapeStep, stop_requested);
  std::vector<TrialResult> results;
  for (std::size_t i = 0; i < trials.size(); ++i) {
    results.push_back({.trial = trials[i],
                       .train_error = std::move(train_errors[i]),
                       .validation = validation[i],
                       .test = test.empty() ? std::nullopt : std::optional(test[i]),
                       .boundary_width = boundary_width(grids[i]),
                       .boundary_roughness = boundary_roughness(contour(grids[i], 0.5)),
                       .seconds = 0});
  }
  return results;
}

}  // namespace

std::size_t fused_lanes() { return fused::lane_count(); }

std::vector<TrialResult> run_fused_trials(const std::vector<Trial>& trials,
                                          const EngineOptions& options,
                                          const PieceObserver& observer) {
  at::set_num_threads(1);  // LibTorch keeps this number per thread
  check_piece(trials, fused_lanes());
  const Stopwatch stopwatch;
  const Setting& setting = trials.front().setting;
  LaneStarts starts(trials);
  fused::Trainer trainer(
      pack_models(starts.models, setting.loss), step_rule(setting.optimizer, setting.learning_rate),
      static_cast<std::size_t>(setting.batch_size), pack_points(starts.training));
  const auto picture = [&](std::size_t lane, double step) {
    unpack_model(trainer.model(), lane, *starts.models[lane]);
    const Dataset& validation = starts.validation[lane];
    return take_picture(*starts.models[lane], setting.loss, validation,
                        spiral_plane(validation.inputs), step);
  };

  std::vector<std::vector<double>> train_errors(trials.size());
  for (std::int64_t epoch = 1; epoch <= setting.epochs; ++epoch) {
    const auto errors = train_epoch(trainer, starts.generators, observer.stop_requested);
    for (std::size_t i = 0; i < trials.size(); ++i) {
      train_errors[i].push_back(errors[i]);
      observer.on_epoch(i, epoch, errors[i], [&](double step) { return picture(i, step); });
    }
  }

  auto results =
      evaluate(trials, starts, trainer.model(), std::move(train_errors), observer.stop_requested);
  share_time(results, stopwatch.seconds());
  for (std::size_t i = 0; i < trials.size(); ++i) {
    if (options.pictured && options.pictured->seed == trials[i].seed) {
      results[i].picture = std::make_shared<const Picture>(picture(i, options.pictured->grid_step));
    }
    if (options.keeps_weights) {
      unpack_model(trainer.model(), i, *starts.models[i]);
      results[i].weights = weights_of(*starts.models[i]);
    }
  }
  return results;
}

}  // namespace spiral
