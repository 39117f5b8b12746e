#include <ATen/Parallel.h>

#include <algorithm>
#include <iterator>
#include <memory>

#include "engine/ensemble_model.hpp"
#include "engine/factories.hpp"
#include "engine/seed_batch.hpp"
#include "engine/simd/random_permutations.hpp"
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

/// The models of all places as one.
class EnsembleBatch : public SeedBatch {
 public:
  EnsembleBatch(const TrainConfig& config, const Place& place,
                const std::vector<std::uint64_t>& seeds, at::Device device)
      : SeedBatch(config, place, seeds, kWhole),
        ensemble_(models_, device),
        optimizer_(make_optimizer(config.optimizer, config.learning_rate, ensemble_.parameters())),
        permutations_(static_cast<std::size_t>(config.train_size)) {
    models_.front()->to(device);
    std::vector<at::Tensor> inputs;
    std::vector<at::Tensor> targets;
    for (const TrialData& data : data_) {
      inputs.push_back(data.training.inputs);
      targets.push_back(data.training.labels.to(at::kFloat).unsqueeze(1));
    }
    inputs_ = at::stack(inputs).to(device);
    targets_ = at::stack(targets).to(device);
  }

 private:
  std::vector<double> train_epoch(TrainingObserver& observer) override {
    const at::NoGradGuard no_graph;
    const std::int64_t n = config_.train_size;
    const at::Tensor index =
        draw_permutations().to(inputs_.device()).to(at::kLong).unsqueeze(2);  // [places, n, 1]
    const at::Tensor inputs = at::gather(inputs_, 1, index.expand(inputs_.sizes()));
    const at::Tensor targets = at::gather(targets_, 1, index);
    std::vector<at::Tensor> losses;
    for (std::int64_t first = 0; first < n; first += config_.batch_size) {
      if (observer.stop_requested()) throw Interrupted();
      const std::int64_t count = std::min(config_.batch_size, n - first);
      const at::Tensor y = targets.narrow(1, first, count);
      const at::Tensor y_pre = ensemble_.forward(inputs.narrow(1, first, count));
      ensemble_.backward(ensemble_loss_gradient(config_.loss, y_pre, y));
      optimizer_->step();
      losses.push_back(ensemble_losses(config_.loss, y_pre, y));
    }
    return epoch_errors(losses, config_.batch_size, n);
  }

  /// On the device, and the same one for every place: one is looked at at a time.
  MultiLayerModel& model(std::size_t place) override {
    ensemble_.unpack(place, *models_.front());
    return *models_.front();
  }

  std::vector<TrainedTrial> outputs(TrainingObserver& observer) override {
    std::vector<TrainedTrial> trained;
    for (std::size_t i = 0; i < seeds_; ++i) {
      if (observer.stop_requested()) throw Interrupted();
      trained.push_back(outputs_of(model(i), data_[i]));
    }
    return trained;
  }

  /// Shape: [places, n] int32, on the CPU.
  at::Tensor draw_permutations() {
    const auto seeds = draw_permutation_seeds();
    const auto lanes = static_cast<std::ptrdiff_t>(simd::lane_count());  // a divisor of kWhole
    at::Tensor drawn = at::empty({std::ssize(seeds), config_.train_size}, at::kInt);
    int* to = drawn.data_ptr<int>();
    for (auto first = seeds.begin(); first < seeds.end(); first += lanes) {
      permutations_.draw({first, first + lanes});
      for (std::size_t lane = 0; lane < simd::lane_count(); ++lane) {
        to = std::ranges::copy(permutations_.lane(lane), to).out;
      }
    }
    return drawn;
  }

  ModelEnsemble ensemble_;
  std::unique_ptr<torch::optim::Optimizer> optimizer_;
  simd::RandomPermutations permutations_;
  at::Tensor inputs_;   // [places, n, 2] float32
  at::Tensor targets_;  // [places, n, 1] float32
};

class EnsembleEngine : public Engine {
 public:
  EnsembleEngine(const EngineTraits& traits, const EngineOptions& options)
      : Engine(traits), device_(options.device) {}

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
    return EnsembleBatch(config, place, seeds, device_).train(observer);
  }

 private:
  at::Device device_;
};

}  // namespace

std::unique_ptr<Engine> make_ensemble_engine(const EngineTraits& traits,
                                             const EngineOptions& options) {
  return std::make_unique<EnsembleEngine>(traits, options);
}

}  // namespace spiral
