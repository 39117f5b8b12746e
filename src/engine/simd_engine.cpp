#include <ATen/Context.h>
#include <ATen/Parallel.h>

#include <algorithm>
#include <memory>
#include <numeric>

#include "core/contour.hpp"
#include "engine/factories.hpp"
#include "engine/lanes.hpp"
#include "engine/seed_batch.hpp"
#include "engine/simd/trainer.hpp"

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

float coordinate(double from, double step, std::int64_t index) {
  return static_cast<float>(static_cast<double>(index) * step + from);
}

/// A row of every lane's grid, all as long as the longest: what lies beyond a lane's own is not
/// looked at.
simd::LanePoints row_points(const std::vector<ProbabilityGrid>& grids, std::int64_t row,
                            std::int64_t columns) {
  simd::LanePoints points{.count = static_cast<std::size_t>(columns), .points = {}};
  points.points.reserve(points.count * grids.size());
  for (const ProbabilityGrid& grid : grids) {
    const float y = coordinate(grid.y_min, grid.step, row);
    for (std::int64_t column = 0; column < columns; ++column) {
      points.points.push_back({coordinate(grid.x_min, grid.step, column), y});
    }
  }
  return points;
}

/// A seed a lane.
class LaneBatch : public SeedBatch {
 public:
  LaneBatch(const TrainConfig& config, const Place& place, const std::vector<std::uint64_t>& seeds)
      : SeedBatch(config, place, seeds, simd::lane_count()),
        trainer_(pack_models(models_, config.loss),
                 step_rule(config.optimizer, config.learning_rate),
                 static_cast<std::size_t>(config.batch_size), points(&TrialData::training)) {}

 private:
  std::vector<double> train_epoch(TrainingObserver& observer) override {
    const FlushDenormals flush;
    return trainer_.train_epoch(draw_permutation_seeds(),
                                [&] { return observer.stop_requested(); });
  }

  MultiLayerModel& model(std::size_t place) override {
    const auto& [network, parameters] = trainer_.model();
    set_weights(*models_[place],
                to_vector(unpack_outputs(parameters, place, network.parameters())));
    return *models_[place];
  }

  std::vector<TrainedTrial> outputs(TrainingObserver& observer) override {
    std::vector<TrainedTrial> trained(seeds_);
    simd::Evaluator evaluator(trainer_.model());
    const auto fill = [&](Dataset TrialData::*which, at::Tensor TrainedTrial::*outputs) {
      const simd::LanePoints of_lanes = points(which);
      const auto& values = evaluator.outputs_at(of_lanes);
      for (std::size_t i = 0; i < seeds_; ++i) {
        trained[i].*outputs = unpack_outputs(values, i, of_lanes.count);
      }
    };
    fill(&TrialData::validation, &TrainedTrial::validation_outputs);
    if (config_.test_size > 0) fill(&TrialData::test, &TrainedTrial::test_outputs);
    const auto shapes = shape_outputs(evaluator, observer);
    for (std::size_t i = 0; i < seeds_; ++i) {
      trained[i].shape_outputs = at::tensor(shapes[i]);
      trained[i].weights = weights_of(model(i));
    }
    return trained;
  }

  /// The data set that `which` names, of every lane.
  simd::LanePoints points(Dataset TrialData::*which) const {
    simd::LanePoints packed{.count = 0, .points = {}};
    for (const TrialData& data : data_) {
      const auto inputs = (data.*which).inputs.accessor<float, 2>();
      packed.count = static_cast<std::size_t>(inputs.size(0));
      for (std::int64_t i = 0; i < inputs.size(0); ++i) {
        packed.points.push_back({inputs[i][0], inputs[i][1]});
      }
    }
    return packed;
  }

  /// Each lane's outputs at the points of its own grid, row by row. The observer may stop it before
  /// each row: the whole takes a quarter of a second for 3x100.
  std::vector<std::vector<float>> shape_outputs(simd::Evaluator& evaluator,
                                                TrainingObserver& observer) const {
    std::vector<ProbabilityGrid> grids;
    std::int64_t columns = 0;
    std::int64_t rows = 0;
    for (const TrialData& data : data_) {
      grids.push_back(empty_grid(data.extent, kShapeStep));
      columns = std::max(columns, grids.back().columns);
      rows = std::max(rows, grids.back().rows);
    }
    std::vector<std::vector<float>> outputs(grids.size());
    for (std::int64_t row = 0; row < rows; ++row) {
      if (observer.stop_requested()) throw Interrupted();
      const auto& of_row = evaluator.outputs_at(row_points(grids, row, columns));
      for (std::size_t lane = 0; lane < grids.size(); ++lane) {
        if (row >= grids[lane].rows) continue;
        for (std::int64_t column = 0; column < grids[lane].columns; ++column) {
          outputs[lane].push_back(of_row[static_cast<std::size_t>(column) * grids.size() + lane]);
        }
      }
    }
    return outputs;
  }

  simd::Trainer trainer_;
};

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
    return LaneBatch(config, place, seeds).train(observer);
  }
};

}  // namespace

std::unique_ptr<Engine> make_simd_engine(const EngineTraits& traits, const EngineOptions&) {
  return std::make_unique<SimdEngine>(traits);
}

}  // namespace spiral
