#include <torch/torch.h>

#include "engine/runtime.hpp"
#include "experiments/catalog.hpp"
#include "support/catch.hpp"
#include "support/trials.hpp"

using namespace spiral;

namespace {

/// CTest takes this warning for the sign that the test was skipped.
bool has_gpu() {
  if (torch::cuda::is_available()) return true;
  WARN("skipped: no GPU");
  return false;
}

}  // namespace

TEST_CASE("every case of every exercise begins on a GPU as on the CPU", "[cuda]") {
  if (!has_gpu()) return;
  prepare_device("cuda");
  const std::string engine = GENERATE("torch", "ensemble");
  const auto on_gpu = make_engine(engine, {.device = "cuda"});
  TrainingObserver nobody;
  for (const Experiment& experiment : catalog()) {
    for (const Case& item : experiment.cases) {
      INFO(experiment.name << " " << item.label << " by " << engine);
      TrainConfig config = item.config;
      config.epochs = 1;
      config.val_size = 20;
      const TrialResult result = on_gpu->train(config, item.place, {1}, nobody).front();
      const TrialResult expected = train_by_torch(result.key);
      // At learning rate 10 roundings grow too large within this one epoch.
      if (config.learning_rate < 10) {
        CHECK(relative_error(result.train_error[0], expected.train_error[0]) < 1e-4);
      }
    }
  }
}

TEST_CASE("an ensemble learns on a GPU for epochs on end, with each optimizer", "[cuda]") {
  if (!has_gpu()) return;
  prepare_device("cuda");
  const auto on_gpu = make_engine("ensemble", {.device = "cuda"});
  TrainingObserver nobody;
  TrainConfig config = kSmall;
  config.learning_rate = 0.01;
  config.optimizer = GENERATE(Optimizer::sgd, Optimizer::adam, Optimizer::rmsprop,
                              Optimizer::adadelta, Optimizer::adagrad);
  config.epochs = 6;
  for (const TrialResult& result : on_gpu->train(config, {}, seeds_from(0, 40), nobody)) {
    INFO("optimizer " << static_cast<int>(config.optimizer) << ", seed " << result.key.seed);
    const TrialResult expected = train_by_torch(result.key);
    for (std::size_t epoch = 0; epoch < expected.train_error.size(); ++epoch) {
      CHECK(relative_error(result.train_error[epoch], expected.train_error[epoch]) < 1e-4);
    }
    for (std::size_t i = 0; i < expected.weights.size(); ++i) {
      CHECK(result.weights[i] == Approx(expected.weights[i]).margin(1e-3));
    }
  }
}
