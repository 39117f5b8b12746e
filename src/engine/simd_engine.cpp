#include <ATen/Context.h>
#include <ATen/Parallel.h>

#include <chrono>
#include <memory>
#include <numeric>
#include <utility>

#include "engine/evaluate.hpp"
#include "engine/factories.hpp"
#include "engine/lanes.hpp"
#include "engine/simd/trainer.hpp"
#include "notebook/random_state.hpp"

namespace spiral {

namespace {

// Forward and backward multiply three times a weight and point. Measured with AVX-512 at batch 32:
// an epoch of 4000 points takes 0.025 ms a seed for 3x3 (81 multiplications a point), 0.056 for
// 3x10 (690) and 4.05 for 3x100 (60,900), so 6e-5 ms a multiplication, and what a point costs
// beyond them, being drawn, gathered and activated, is worth some 300.
constexpr double kMultiplicationsOfPoint = 300;

/// While it lives, this thread takes numbers below the normal ones, 1e-38, for 0. The averages of
/// Adam and RMSprop sink there where a ReLU has died, and made both a quarter slower.
class FlushDenormals {
 public:
  FlushDenormals() { at::globalContext().setFlushDenormal(true); }
  FlushDenormals(const FlushDenormals&) = delete;
  FlushDenormals& operator=(const FlushDenormals&) = delete;
  ~FlushDenormals() { at::globalContext().setFlushDenormal(false); }
};

/// What each lane starts from; the lanes left over repeat the first seed.
struct LaneStarts {
  LaneStarts(const TrainConfig& config, const Place& place,
             const std::vector<std::uint64_t>& seeds) {
    for (const std::uint64_t seed : seeds) data.push_back(start_trial({config, seed, place}));
    while (data.size() < simd::lane_count()) {
      TrialData repeated = data.front();
      repeated.generator = repeated.generator.clone();
      data.push_back(std::move(repeated));
    }
    for (TrialData& lane : data) models.push_back(make_model(config, lane.generator));
  }

  /// The data set that `which` names, of every lane.
  simd::LanePoints points(Dataset TrialData::*which) const {
    LaneDatasets datasets;
    for (const TrialData& lane : data) datasets.push_back(lane.*which);
    return pack_points(datasets);
  }

  std::vector<TrialData> data;
  LaneModels models;
};

std::vector<double> train_epoch(simd::Trainer& trainer, std::vector<TrialData>& data,
                                TrainingObserver& observer) {
  const FlushDenormals flush;
  // A Mersenne Twister takes the low 32 bits of its seed.
  std::vector<std::uint32_t> seeds;
  for (TrialData& lane : data) {
    seeds.push_back(static_cast<std::uint32_t>(draw_permutation_seed(lane.generator)));
  }
  return trainer.train_epoch(seeds, [&] { return observer.stop_requested(); });
}

/// What the first `count` lanes' models gave, but for the train errors.
std::vector<TrainedTrial> outputs_of_lanes(const LaneStarts& starts, const simd::LaneModel& model,
                                           std::size_t count, TrainingObserver& observer) {
  std::vector<TrainedTrial> trained(count);
  simd::Evaluator evaluator(model);
  const auto fill = [&](Dataset TrialData::*which, at::Tensor TrainedTrial::*outputs) {
    const simd::LanePoints points = starts.points(which);
    const auto& of_lanes = evaluator.outputs_at(points);
    for (std::size_t i = 0; i < count; ++i) {
      trained[i].*outputs = unpack_outputs(of_lanes, i, points.count);
    }
  };
  fill(&TrialData::validation, &TrainedTrial::validation_outputs);
  if (starts.data.front().key.config.test_size > 0) {
    fill(&TrialData::test, &TrainedTrial::test_outputs);
  }
  std::vector<ProbabilityGrid> grids;
  for (const TrialData& lane : starts.data) grids.push_back(shape_grid(lane));
  auto shapes = lane_grid_outputs(evaluator, grids, [&] { return observer.stop_requested(); });
  for (std::size_t i = 0; i < count; ++i) {
    trained[i].shape_outputs = std::move(shapes[i]);
    unpack_model(model, i, *starts.models[i]);
    trained[i].weights = weights_of(*starts.models[i]);
  }
  return trained;
}

class SimdEngine : public Engine {
 public:
  using Engine::Engine;

  std::size_t max_seeds(const TrainConfig&) const override { return simd::lane_count(); }

  double cost(const TrainConfig& config) const override {
    const std::int64_t biases =
        std::accumulate(config.hidden.begin(), config.hidden.end(), std::int64_t{1});
    const auto weights = static_cast<double>(parameter_count(config) - biases);
    return static_cast<double>(config.epochs) * static_cast<double>(config.train_size) *
           (kMultiplicationsOfPoint + 3 * weights);
  }

  std::vector<TrialResult> train(const TrainConfig& config, const Place& place,
                                 const std::vector<std::uint64_t>& seeds,
                                 TrainingObserver& observer) const override {
    at::set_num_threads(1);  // LibTorch keeps this number per thread
    check_seed_batch(seeds.size(), max_seeds(config));
    const auto begin = std::chrono::steady_clock::now();
    LaneStarts starts(config, place, seeds);
    simd::Trainer trainer(
        pack_models(starts.models, config.loss), step_rule(config.optimizer, config.learning_rate),
        static_cast<std::size_t>(config.batch_size), starts.points(&TrialData::training));
    std::vector<std::vector<double>> train_errors(seeds.size());
    for (std::int64_t epoch = 1; epoch <= config.epochs; ++epoch) {
      const auto errors = train_epoch(trainer, starts.data, observer);
      for (std::size_t i = 0; i < seeds.size(); ++i) {
        train_errors[i].push_back(errors[i]);
        observer.on_epoch({i, epoch, errors[i], [&](double step) {
                             unpack_model(trainer.model(), i, *starts.models[i]);
                             return map_of(*starts.models[i], starts.data[i], step);
                           }});
      }
    }
    auto trained = outputs_of_lanes(starts, trainer.model(), seeds.size(), observer);
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - begin;
    std::vector<TrialResult> results;
    for (std::size_t i = 0; i < seeds.size(); ++i) {
      trained[i].train_error = std::move(train_errors[i]);
      results.push_back(evaluate(starts.data[i], std::move(trained[i]),
                                 seconds.count() / static_cast<double>(seeds.size())));
    }
    return results;
  }
};

}  // namespace

std::unique_ptr<Engine> make_simd_engine(const EngineTraits& traits, const EngineOptions&) {
  return std::make_unique<SimdEngine>(traits);
}

}  // namespace spiral
