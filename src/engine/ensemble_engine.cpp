#include <ATen/Parallel.h>

#include <algorithm>
#include <functional>
#include <memory>
#include <thread>

#include "core/contour.hpp"
#include "engine/ensemble_model.hpp"
#include "engine/epoch_graph.hpp"
#include "engine/factories.hpp"
#include "engine/seed_batch.hpp"
#include "engine/side_by_side.hpp"
#include "engine/simd/random_permutations.hpp"
#include "notebook/decision_boundary.hpp"
#include "notebook/optimizers.hpp"
#include "notebook/train.hpp"

namespace spiral {

namespace {

// Ensembles are multiples of this, filled up where seeds are fewer: then no tensor ends within a
// vector, whose rest LibTorch computes otherwise, and a seed's bits do not depend on the seeds
// beside it.
constexpr std::size_t kWhole = 32;
constexpr std::size_t kMaxOnGpu = 1024;
// Of a GPU's memory an ensemble takes about so much at most.
constexpr double kBytesOnGpu = 1e9;
// Points of each seed that are evaluated at once.
constexpr std::int64_t kChunk = 256;

/// About what one seed adds to an ensemble.
double bytes_of_seed(const TrainConfig& config) {
  // The points, 12 bytes each, also shuffled, and their permutation in two types; a third to spare.
  const double points = 48.0 * static_cast<double>(config.train_size);
  double neurons = 1;
  for (const std::int64_t width : config.hidden) neurons += static_cast<double>(width);
  // Before and after each activation, and gradients; weights, gradients and two moments.
  return points + 16 * neurons * static_cast<double>(config.batch_size) +
         16 * static_cast<double>(parameter_count(config));
}

/// A GPU trains so many seeds at once that one core would keep it waiting for them.
std::size_t threads_beside(const at::Device& device) {
  return device.is_cuda() ? std::max(1U, std::thread::hardware_concurrency()) : 1;
}

/// The grids on which the boundaries of all places are measured, each of its own extent.
struct Grids {
  Grids(const std::vector<TrialData>& data, at::Device device) {
    std::vector<double> x;
    std::vector<double> y;
    std::vector<std::int64_t> columns_of;
    for (const TrialData& each : data) {
      const ProbabilityGrid grid = empty_grid(each.extent, kShapeStep);
      step = grid.step;
      sizes.push_back(grid.rows * grid.columns);
      x.push_back(grid.x_min);
      y.push_back(grid.y_min);
      columns_of.push_back(grid.columns);
    }
    longest = std::ranges::max(sizes);
    x_min = at::tensor(x).to(device).unsqueeze(1);
    y_min = at::tensor(y).to(device).unsqueeze(1);
    columns = at::tensor(columns_of).to(device).unsqueeze(1);
  }

  /// Always kChunk, also behind a grid's last: else how many they are would depend on the seeds beside.
  /// Shape: [places, kChunk, 2].
  at::Tensor points(std::int64_t first) const {
    const at::Tensor index = at::arange(first, first + kChunk, columns.options());
    const at::Tensor row = at::div(index, columns, "floor");
    const at::Tensor column = index - row * columns;
    return at::stack({column.to(at::kDouble) * step + x_min, row.to(at::kDouble) * step + y_min}, 2)
        .to(at::kFloat);
  }

  double step = 0;
  std::vector<std::int64_t> sizes;
  std::int64_t longest = 0;
  // Shape: [places, 1].
  at::Tensor x_min;
  at::Tensor y_min;
  at::Tensor columns;
};

/// The models of all places as one.
class EnsembleBatch : public SeedBatch {
 public:
  EnsembleBatch(const TrainConfig& config, const Place& place,
                const std::vector<std::uint64_t>& seeds, const OwnPoints& points, at::Device device)
      : SeedBatch(config, place, seeds, points, kWhole, threads_beside(device)),
        // Adam counts its steps on the CPU, and takes other steps in each epoch.
        graph_(device, config.optimizer != Optimizer::adam),
        ensemble_(models_, device),
        optimizer_(make_optimizer(config.optimizer, config.learning_rate, ensemble_.parameters())) {
    std::vector<at::Tensor> inputs;
    std::vector<at::Tensor> targets;
    for (const TrialData& data : data_) {
      inputs.push_back(data.training.inputs);
      targets.push_back(data.training.labels.to(at::kFloat).unsqueeze(1));
    }
    inputs_ = at::stack(inputs).to(device);
    targets_ = at::stack(targets).to(device);
    drawn_ = at::empty(targets_.sizes(),
                       at::device(at::kCPU).dtype(at::kInt).pinned_memory(device.is_cuda()));
    index_ = at::empty(targets_.sizes(), at::device(device).dtype(at::kInt));
    draw_permutations();
  }

 private:
  std::vector<double> train_epoch(TrainingObserver& observer) override {
    const at::NoGradGuard no_graph;
    if (observer.stop_requested()) throw Interrupted();
    index_.copy_(drawn_);
    // On a GPU an epoch is short, and while it is recorded nothing may break it off.
    const auto ask = [&] {
      if (inputs_.is_cpu() && observer.stop_requested()) throw Interrupted();
    };
    graph_.run([&] { take_steps(ask); });
    draw_permutations();  // the next epoch's, while a GPU is busy with this one
    return epoch_errors(losses_, config_.batch_size, data_.front().last_batch, config_.train_size);
  }

  void take_steps(const std::function<void()>& before_each) {
    const std::int64_t n = config_.train_size;
    const at::Tensor index = index_.to(at::kLong);
    const at::Tensor inputs = at::gather(inputs_, 1, index.expand(inputs_.sizes()));
    const at::Tensor targets = at::gather(targets_, 1, index);
    losses_.clear();
    for (std::int64_t first = 0; first < n; first += config_.batch_size) {
      before_each();
      const std::int64_t count = std::min(config_.batch_size, n - first);
      const at::Tensor y = targets.narrow(1, first, count);
      const at::Tensor y_pre = ensemble_.forward(inputs.narrow(1, first, count));
      ensemble_.backward(ensemble_loss_gradient(config_.loss, y_pre, y));
      optimizer_->step();
      losses_.push_back(ensemble_losses(config_.loss, y_pre, y));
    }
  }

  MultiLayerModel& model(std::size_t place) override {
    ensemble_.unpack(place, *models_[place]);
    return *models_[place];
  }

  std::vector<TrainedTrial> outputs(TrainingObserver& observer) override {
    const at::NoGradGuard no_graph;
    const at::Tensor training = outputs_on(&TrialData::training, observer);
    const at::Tensor validation = outputs_on(&TrialData::validation, observer);
    const at::Tensor test =
        config_.test_size > 0 ? outputs_on(&TrialData::test, observer) : at::Tensor();
    const Grids grids(data_, inputs_.device());
    const at::Tensor shape = outputs_at(
        grids.longest, [&](std::int64_t first) { return grids.points(first); }, observer);
    ensemble_.to(at::kCPU);
    std::vector<TrainedTrial> trained;
    for (std::size_t i = 0; i < seeds_; ++i) {
      const auto row = static_cast<std::int64_t>(i);
      trained.push_back({.training_outputs = training[row],
                         .validation_outputs = validation[row],
                         .test_outputs = test.defined() ? test[row] : at::Tensor(),
                         .shape_outputs = shape[row].narrow(0, 0, grids.sizes[i]),
                         .weights = weights_of(model(i))});
    }
    return trained;
  }

  /// Each model's outputs on a set of its own data.
  /// Shape: [places, n], on the CPU.
  at::Tensor outputs_on(Dataset TrialData::*set, TrainingObserver& observer) {
    std::vector<at::Tensor> each;
    for (const TrialData& data : data_) each.push_back((data.*set).inputs);
    const at::Tensor inputs = at::stack(each).to(inputs_.device());
    const std::int64_t n = inputs.size(1);
    return outputs_at(
        n, [&](std::int64_t first) { return inputs.narrow(1, first, std::min(kChunk, n - first)); },
        observer);
  }

  /// Each model's outputs at its own n points or more; `points` gives up to kChunk of them from `first`
  /// on.
  /// Shape: [places, n or more], on the CPU.
  at::Tensor outputs_at(std::int64_t n, const std::function<at::Tensor(std::int64_t first)>& points,
                        TrainingObserver& observer) {
    std::vector<at::Tensor> outputs;
    for (std::int64_t first = 0; first < n; first += kChunk) {
      if (observer.stop_requested()) throw Interrupted();
      outputs.push_back(ensemble_.forward(points(first)).to(at::kCPU));
    }
    return at::cat(outputs, 1).squeeze(2);
  }

  /// Into drawn_.
  void draw_permutations() {
    const auto seeds = draw_permutation_seeds();
    const auto n = static_cast<std::size_t>(config_.train_size);
    const std::size_t lanes = simd::lane_count();  // a divisor of kWhole
    side_by_side(seeds.size() / lanes, threads_, [&](std::size_t group) {
      simd::RandomPermutations permutations(n);
      const auto first = seeds.begin() + static_cast<std::ptrdiff_t>(group * lanes);
      permutations.draw({first, first + static_cast<std::ptrdiff_t>(lanes)});
      int* to = drawn_.data_ptr<int>() + group * lanes * n;
      for (std::size_t lane = 0; lane < lanes; ++lane) {
        to = std::ranges::copy(permutations.lane(lane), to).out;
      }
    });
  }

  EpochGraph graph_;
  ModelEnsemble ensemble_;
  std::unique_ptr<torch::optim::Optimizer> optimizer_;
  at::Tensor inputs_;   // [places, n, 2] float32
  at::Tensor targets_;  // [places, n, 1] float32
  // The epoch's permutations, on the CPU and on the device.
  at::Tensor drawn_;                // [places, n, 1] int32
  at::Tensor index_;                // [places, n, 1] int32
  std::vector<at::Tensor> losses_;  // each batch's, [places]
};

class EnsembleEngine : public Engine {
 public:
  EnsembleEngine(const EngineTraits& traits, const EngineOptions& options)
      : Engine(traits), points_(options.points), device_(options.device) {}

  std::size_t max_seeds(const TrainConfig& config) const override {
    if (!device_.is_cuda()) return kWhole;
    const auto fit = static_cast<std::size_t>(kBytesOnGpu / bytes_of_seed(config));
    return std::clamp(fit / kWhole * kWhole, kWhole, kMaxOnGpu);
  }

  double cost(const TrainConfig& config) const override { return torch_cost(config); }

  bool has_python_bits(const std::vector<TrainConfig>&) const override { return false; }

  std::vector<TrialResult> train(const TrainConfig& config, const Place& place,
                                 const std::vector<std::uint64_t>& seeds,
                                 TrainingObserver& observer) const override {
    at::set_num_threads(1);  // LibTorch keeps this number per thread
    check_seed_batch(seeds.size(), max_seeds(config));
    return EnsembleBatch(config, place, seeds, points_, device_).train(observer);
  }

 private:
  const OwnPoints points_;
  at::Device device_;
};

}  // namespace

std::unique_ptr<Engine> make_ensemble_engine(const EngineTraits& traits,
                                             const EngineOptions& options) {
  return std::make_unique<EnsembleEngine>(traits, options);
}

}  // namespace spiral
