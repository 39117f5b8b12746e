#include <ATen/Parallel.h>

#include <chrono>
#include <optional>
#include <utility>

#include "engine/evaluate.hpp"
#include "engine/factories.hpp"
#include "notebook/early_stop.hpp"
#include "notebook/train.hpp"

namespace spiral {

namespace {

// A layer's step costs its calls into LibTorch and its multiplications. Measured with
// LibTorch 1.13.1 and OpenBLAS 0.3.21 at batch 32: 52 us for the 4 layers of 3x10, so 13 us a
// layer, and 200 us for 3x100, whose two layers of 320,000 multiplications each take 75 us more
// than those of 3x10.
constexpr double kMultiplicationsPerCall = 55000;

class TorchEngine : public Engine {
 public:
  TorchEngine(const EngineTraits& traits, EngineOptions options)
      : Engine(traits), options_(std::move(options)) {}

  std::size_t max_seeds(const TrainConfig&) const override { return 1; }

  double cost(const TrainConfig& config) const override { return torch_cost(config); }

  bool has_python_bits(const std::vector<TrainConfig>&) const override {
    return options_.device == "cpu";
  }

  std::vector<TrialResult> train(const TrainConfig& config, const Place& place,
                                 const std::vector<std::uint64_t>& seeds,
                                 TrainingObserver& observer) const override {
    at::set_num_threads(1);  // LibTorch keeps this number per thread
    check_seed_batch(seeds.size(), 1);
    return {train_one({config, seeds.front(), place}, observer)};
  }

 private:
  TrialResult train_one(const TrialKey& key, TrainingObserver& observer) const {
    const auto begin = std::chrono::steady_clock::now();
    TrialData data = start_trial(key, options_.points);
    const auto model = initial_model(data);
    const at::Device device(options_.device);
    model->to(device);
    std::optional<EarlyStop> early_stop;
    if (options_.patience) {
      early_stop.emplace(*model, key.config.loss, data.validation.to(device), *options_.patience);
    }
    const MapPrediction map = [&](double step) { return map_of(*model, data, step); };
    TrainHooks hooks{.goes_on =
                         [&](std::int64_t epoch, double train_error) {
                           observer.on_epoch({0, epoch, train_error, map});
                           return !early_stop || !early_stop->is_enough(epoch);
                         },
                     .stop_requested = [&] { return observer.stop_requested(); }};
    auto train_error = spiral::train(key.config, *model, data.training.to(device), data.last_batch,
                                     data.generator, hooks);
    std::optional<std::int64_t> best_epoch;
    if (early_stop) best_epoch = early_stop->restore_best();
    TrainedTrial trained = outputs_of(*model, data);
    trained.train_error = std::move(train_error);
    trained.best_epoch = best_epoch;
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - begin;
    return evaluate(data, std::move(trained), seconds.count());
  }

  EngineOptions options_;
};

}  // namespace

std::unique_ptr<Engine> make_torch_engine(const EngineTraits& traits,
                                          const EngineOptions& options) {
  return std::make_unique<TorchEngine>(traits, options);
}

double torch_cost(const TrainConfig& config) {
  const auto calls =
      static_cast<double>(config.hidden.size() + 1) / static_cast<double>(config.batch_size);
  const auto weights = static_cast<double>(parameter_count(config));
  return static_cast<double>(config.epochs) * static_cast<double>(config.train_size) *
         (calls + weights / kMultiplicationsPerCall);
}

}  // namespace spiral
