#include <ATen/Parallel.h>

#include <algorithm>
#include <chrono>
#include <memory>
#include <utility>

#include "engine/ensemble_model.hpp"
#include "engine/evaluate.hpp"
#include "engine/factories.hpp"
#include "engine/simd/random_permutations.hpp"
#include "notebook/optimizers.hpp"
#include "notebook/random_state.hpp"
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
  // The points, 12 bytes each, also shuffled, of this epoch and the last, and their permutation in
  // two types.
  const double points = 48.0 * static_cast<double>(config.train_size);
  double neurons = 1;
  for (const std::int64_t width : config.hidden) neurons += static_cast<double>(width);
  // Before and after each activation, and gradients; weights, gradients and two moments.
  return points + 16 * neurons * static_cast<double>(config.batch_size) +
         16 * static_cast<double>(parameter_count(config));
}

/// Every seed's training set, shuffled for each seed by itself, batch by batch.
class EnsembleBatches {
 public:
  struct Batch {
    at::Tensor inputs;   // [seeds, batch, 2] float32
    at::Tensor targets;  // [seeds, batch, 1] float32
  };

  EnsembleBatches(const std::vector<TrialData>& data, at::Device device)
      : size_(data.front().training.inputs.size(0)),
        permutations_(static_cast<std::size_t>(size_)),
        seeds_(simd::lane_count()) {
    std::vector<at::Tensor> inputs;
    std::vector<at::Tensor> targets;
    for (const TrialData& seed : data) {
      inputs.push_back(seed.training.inputs);
      targets.push_back(seed.training.labels.to(at::kFloat).unsqueeze(1));
    }
    all_ = {at::stack(inputs).to(device), at::stack(targets).to(device)};
  }

  std::int64_t size() const { return size_; }

  /// Begins an epoch.
  /// Random: draw_permutation_seed, once a seed.
  void shuffle(std::vector<TrialData>& data) {
    const at::Tensor index =
        draw_permutations(data).to(all_.inputs.device()).to(at::kLong).unsqueeze(2);
    shuffled_ = {at::gather(all_.inputs, 1, index.expand(all_.inputs.sizes())),
                 at::gather(all_.targets, 1, index)};
  }

  /// The samples from `first` on, `count` of them or as many as there are.
  Batch batch(std::int64_t first, std::int64_t count) const {
    const std::int64_t length = std::min(count, size_ - first);
    return {shuffled_.inputs.narrow(1, first, length), shuffled_.targets.narrow(1, first, length)};
  }

 private:
  /// Shape: [seeds, size] int32, on the CPU.
  at::Tensor draw_permutations(std::vector<TrialData>& data) {
    at::Tensor drawn = at::empty({static_cast<std::int64_t>(data.size()), size_}, at::kInt);
    int* to = drawn.data_ptr<int>();
    for (std::size_t first = 0; first < data.size(); first += seeds_.size()) {
      const std::size_t count = std::min(seeds_.size(), data.size() - first);
      for (std::size_t lane = 0; lane < count; ++lane) {
        at::Generator& generator = data[first + lane].generator;
        seeds_[lane] = static_cast<std::uint32_t>(draw_permutation_seed(generator));
      }
      permutations_.draw(seeds_);
      for (std::size_t lane = 0; lane < count; ++lane) {
        to = std::copy_n(permutations_.lane(lane), size_, to);
      }
    }
    return drawn;
  }

  std::int64_t size_;
  simd::RandomPermutations permutations_;
  std::vector<std::uint32_t> seeds_;  // one a lane; a Mersenne Twister takes the low 32 bits
  Batch all_;
  Batch shuffled_;
};

/// Every seed's data and models, trained together.
class EnsembleTraining {
 public:
  EnsembleTraining(const TrainConfig& config, const Place& place,
                   const std::vector<std::uint64_t>& seeds, at::Device device)
      : config_(config),
        data_(start(config, place, seeds)),
        models_(make_models()),
        ensemble_(models_, device),
        batches_(data_, device),
        optimizer_(make_optimizer(config.optimizer, config.learning_rate, ensemble_.parameters())) {
    models_.front()->to(device);
  }

  const TrialData& data(std::size_t place) const { return data_[place]; }

  /// The model at this place, as it is now, on the device: one is looked at at a time.
  MultiLayerModel& model(std::size_t place) {
    ensemble_.unpack(place, *models_.front());
    return *models_.front();
  }

  /// Returns each model's train error.
  /// Throws: Interrupted.
  std::vector<double> train_epoch(TrainingObserver& observer) {
    const at::NoGradGuard no_graph;
    batches_.shuffle(data_);
    std::vector<at::Tensor> losses;
    for (std::int64_t first = 0; first < batches_.size(); first += config_.batch_size) {
      if (observer.stop_requested()) throw Interrupted();
      const auto [x, y] = batches_.batch(first, config_.batch_size);
      const at::Tensor y_pre = ensemble_.forward(x);
      ensemble_.backward(ensemble_loss_gradient(config_.loss, y_pre, y));
      optimizer_->step();
      losses.push_back(ensemble_losses(config_.loss, y_pre, y));
    }
    return epoch_errors(losses, config_.batch_size, batches_.size());
  }

 private:
  /// The places left over repeat the first seed.
  static std::vector<TrialData> start(const TrainConfig& config, const Place& place,
                                      const std::vector<std::uint64_t>& seeds) {
    std::vector<TrialData> data;
    for (const std::uint64_t seed : seeds) data.push_back(start_trial({config, seed, place}));
    while (data.size() % kWhole != 0) {
      TrialData repeated = data.front();
      repeated.generator = repeated.generator.clone();
      data.push_back(std::move(repeated));
    }
    return data;
  }

  std::vector<std::shared_ptr<MultiLayerModel>> make_models() {
    std::vector<std::shared_ptr<MultiLayerModel>> models;
    for (TrialData& seed : data_) models.push_back(make_model(config_, seed.generator));
    return models;
  }

  const TrainConfig& config_;
  std::vector<TrialData> data_;
  std::vector<std::shared_ptr<MultiLayerModel>> models_;
  ModelEnsemble ensemble_;
  EnsembleBatches batches_;
  std::unique_ptr<torch::optim::Optimizer> optimizer_;
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

  std::vector<TrialResult> train(const TrainConfig& config, const Place& place,
                                 const std::vector<std::uint64_t>& seeds,
                                 TrainingObserver& observer) const override {
    at::set_num_threads(1);  // LibTorch keeps this number per thread
    check_seed_batch(seeds.size(), max_seeds(config));
    const auto begin = std::chrono::steady_clock::now();
    EnsembleTraining training(config, place, seeds, device_);
    std::vector<std::vector<double>> train_errors(seeds.size());
    for (std::int64_t epoch = 1; epoch <= config.epochs; ++epoch) {
      const auto errors = training.train_epoch(observer);
      for (std::size_t i = 0; i < seeds.size(); ++i) {
        train_errors[i].push_back(errors[i]);
        observer.on_epoch({i, epoch, errors[i], [&](double step) {
                             return map_of(training.model(i), training.data(i), step);
                           }});
      }
    }
    std::vector<TrainedTrial> trained;
    for (std::size_t i = 0; i < seeds.size(); ++i) {
      if (observer.stop_requested()) throw Interrupted();
      trained.push_back(outputs_of(training.model(i), training.data(i)));
      trained.back().train_error = std::move(train_errors[i]);
    }
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - begin;
    std::vector<TrialResult> results;
    for (std::size_t i = 0; i < seeds.size(); ++i) {
      results.push_back(evaluate(training.data(i), std::move(trained[i]),
                                 seconds.count() / static_cast<double>(seeds.size())));
    }
    return results;
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
