#include <ATen/Parallel.h>

#include <algorithm>
#include <functional>
#include <memory>
#include <numeric>
#include <utility>

#include "core/contour.hpp"
#include "engine/factories.hpp"
#include "engine/lanes.hpp"
#include "engine/seed_batch.hpp"
#include "engine/simd/trainer.hpp"
#include "notebook/accuracy.hpp"

namespace spiral {

namespace {

// Forward and backward multiply three times a weight and point. Measured with AVX-512 at batch 32:
// an epoch of 4000 points takes 0.025 ms a seed for 3x3 (81 multiplications a point), 0.056 for
// 3x10 (690) and 4.05 for 3x100 (60,900), so 6e-5 ms a multiplication, and what a point costs
// beyond them, being drawn, gathered and activated, is worth some 300.
constexpr double kMultiplicationsOfPoint = 300;

constexpr auto kWholePoints = static_cast<std::int64_t>(simd::kWholePoints);

// Points evaluated between two questions whether to stop: about a millisecond for 3x10.
constexpr std::int64_t kChunk = 42 * kWholePoints;

/// Points to be evaluated, made as they are needed: all lanes' grids at once would not stay in a cache.
struct Points {
  std::int64_t count;
  /// Writes those number `first` and following.
  std::function<void(std::int64_t first, std::int64_t count, simd::PlanePoint* to)> fill;
};

/// Shape: inputs [n, 2] float32.
Points points_of(const at::Tensor& inputs) {
  return {inputs.size(0), [inputs](std::int64_t first, std::int64_t count, simd::PlanePoint* to) {
            const auto point = inputs.accessor<float, 2>();
            for (std::int64_t i = first; i < first + count; ++i) *to++ = {point[i][0], point[i][1]};
          }};
}

/// A grid's, row by row.
Points points_of(const ProbabilityGrid& grid) {
  const auto coordinate = [step = grid.step](double from, std::int64_t index) {
    return static_cast<float>(static_cast<double>(index) * step + from);
  };
  return {grid.rows * grid.columns,
          [=](std::int64_t first, std::int64_t count, simd::PlanePoint* to) {
            std::int64_t row = first / grid.columns;
            std::int64_t column = first % grid.columns;
            for (std::int64_t i = 0; i < count; ++i) {
              *to++ = {coordinate(grid.x_min, column), coordinate(grid.y_min, row)};
              if (++column < grid.columns) continue;
              column = 0;
              ++row;
            }
          }};
}

/// A seed a lane.
class LaneBatch : public SeedBatch {
 public:
  LaneBatch(const TrainConfig& config, const Place& place, const std::vector<std::uint64_t>& seeds,
            const OwnPoints& points, const simd::Arithmetic& arithmetic)
      : SeedBatch(config, place, seeds, points, simd::lane_count()),
        trainer_(pack_models(models_, config, arithmetic),
                 step_rule(config.optimizer, config.learning_rate, arithmetic),
                 static_cast<std::size_t>(config.batch_size), data_.front().last_batch,
                 training_points(/*with_labels=*/points != nullptr)) {}

 private:
  std::vector<double> train_epoch(TrainingObserver& observer) override {
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
    const auto fill = [&](const std::vector<Points>& points, at::Tensor TrainedTrial::*outputs) {
      const auto values = outputs_at(points, observer);
      for (std::size_t i = 0; i < seeds_; ++i) trained[i].*outputs = values[i];
    };
    std::vector<Points> training;
    std::vector<Points> validation;
    std::vector<Points> test;
    std::vector<Points> shape;
    for (const TrialData& data : data_) {
      training.push_back(points_of(data.training.inputs));
      validation.push_back(points_of(data.validation.inputs));
      if (config_.test_size > 0) test.push_back(points_of(data.test.inputs));
      shape.push_back(points_of(empty_grid(data.extent, kShapeStep)));
    }
    fill(training, &TrainedTrial::training_outputs);
    fill(validation, &TrainedTrial::validation_outputs);
    if (config_.test_size > 0) fill(test, &TrainedTrial::test_outputs);
    fill(shape, &TrainedTrial::shape_outputs);
    for (std::size_t i = 0; i < seeds_; ++i) trained[i].weights = weights_of(model(i));
    return trained;
  }

  /// The labels of the spirals follow from their order.
  simd::LanePoints training_points(bool with_labels) const {
    std::vector<at::Tensor> inputs;
    std::vector<float> labels;
    for (const TrialData& data : data_) {
      inputs.push_back(data.training.inputs);
      if (!with_labels) continue;
      const std::vector<float> of_lane = to_vector(data.training.labels.to(at::kFloat));
      labels.insert(labels.end(), of_lane.begin(), of_lane.end());
    }
    simd::LanePoints packed = pack_points(inputs);
    packed.labels = std::move(labels);
    return packed;
  }

  /// Each lane's outputs at its own points. Those behind the last kWholePoints, LibTorch computes in
  /// another way, and here, too.
  /// Shape: as many outputs as points, float32.
  std::vector<at::Tensor> outputs_at(const std::vector<Points>& points,
                                     TrainingObserver& observer) {
    const auto lanes = points.size();
    simd::Evaluator evaluator(trainer_.model());
    std::vector<at::Tensor> outputs;
    std::int64_t longest = 0;
    for (const Points& of_lane : points) {
      outputs.push_back(at::empty({of_lane.count}));
      longest = std::max(longest, of_lane.count);
    }
    simd::LanePoints chunk{.count = kChunk,
                           .points = std::vector<simd::PlanePoint>(kChunk * lanes)};
    for (std::int64_t first = 0; first < longest; first += kChunk) {
      if (observer.stop_requested()) throw Interrupted();
      const auto own = [&](std::size_t lane) {
        return std::clamp<std::int64_t>(points[lane].count - first, 0, kChunk);
      };
      for (std::size_t lane = 0; lane < lanes; ++lane) {
        points[lane].fill(first, own(lane), chunk.points.data() + lane * kChunk);
      }
      const auto& values = evaluator.outputs_at(chunk);
      for (std::size_t lane = 0; lane < seeds_; ++lane) {
        float* const to = outputs[lane].data_ptr<float>() + first;
        for (std::int64_t i = 0; i < own(lane); ++i) {
          to[i] = values[static_cast<std::size_t>(i) * lanes + lane];
        }
      }
    }
    for (std::size_t lane = 0; lane < seeds_; ++lane) {
      const std::int64_t rest = points[lane].count % kWholePoints;
      const std::int64_t whole = points[lane].count - rest;
      at::Tensor inputs = at::empty({rest, 2});
      points[lane].fill(whole, rest, reinterpret_cast<simd::PlanePoint*>(inputs.data_ptr<float>()));
      outputs[lane].narrow(0, whole, rest).copy_(spiral::outputs_at(model(lane), inputs));
    }
    return outputs;
  }

  simd::Trainer trainer_;
};

class SimdEngine : public Engine {
 public:
  SimdEngine(const EngineTraits& traits, OwnPoints points)
      : Engine(traits), points_(std::move(points)) {}

  std::size_t max_seeds(const TrainConfig&) const override { return simd::lane_count(); }

  double cost(const TrainConfig& config) const override { return simd_cost(config); }

  std::vector<TrialResult> train(const TrainConfig& config, const Place& place,
                                 const std::vector<std::uint64_t>& seeds,
                                 TrainingObserver& observer) const override {
    at::set_num_threads(1);  // LibTorch keeps this number per thread
    check_seed_batch(seeds.size(), max_seeds(config));
    return LaneBatch(config, place, seeds, points_, arithmetic_).train(observer);
  }

  bool has_python_bits(const std::vector<TrainConfig>& configs) const override {
    std::vector<TrainConfig> tried;
    for (const TrainConfig& config : configs) {
      // What the order of operations depends on, at a rate at which every bit of a step counts.
      const std::int64_t batch = std::min(config.batch_size, config.train_size);
      const TrainConfig probe{.hidden = config.hidden,
                              .activation = config.activation,
                              .activate_last_hidden = config.activate_last_hidden,
                              .loss = config.loss,
                              .optimizer = config.optimizer,
                              .learning_rate = 1,
                              .batch_size = batch,
                              .train_size = batch + config.train_size % batch};
      if (std::ranges::find(tried, probe) != tried.end()) continue;
      if (!trains_as_libtorch(probe, arithmetic_)) return false;
      tried.push_back(probe);
    }
    return true;
  }

 private:
  const OwnPoints points_;
  const simd::Arithmetic arithmetic_ = libtorch_arithmetic();
};

}  // namespace

double simd_cost(const TrainConfig& config) {
  const std::int64_t biases =
      std::accumulate(config.hidden.begin(), config.hidden.end(), std::int64_t{1});
  const auto weights = static_cast<double>(parameter_count(config) - biases);
  return static_cast<double>(config.epochs) * static_cast<double>(config.train_size) *
         (kMultiplicationsOfPoint + 3 * weights);
}

std::unique_ptr<Engine> make_simd_engine(const EngineTraits& traits, const EngineOptions& options) {
  return std::make_unique<SimdEngine>(traits, options.points);
}

}  // namespace spiral
