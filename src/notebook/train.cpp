#include "notebook/train.hpp"

#include "core/epoch_error.hpp"
#include "core/training_observer.hpp"
#include "notebook/criterion.hpp"
#include "notebook/data_loader.hpp"
#include "notebook/optimizers.hpp"

namespace spiral {

std::vector<double> epoch_errors(const std::vector<at::Tensor>& losses, std::int64_t batch_size,
                                 std::int64_t last, std::int64_t n) {
  const auto batches = static_cast<std::int64_t>(losses.size());
  const at::Tensor of_models =
      at::stack(losses).view({batches, -1}).to(at::kCPU).t().contiguous();  // [models, batches]
  std::vector<double> errors;
  for (std::int64_t model = 0; model < of_models.size(0); ++model) {
    const float* const first = of_models.data_ptr<float>() + model * batches;
    errors.push_back(epoch_error({first, first + batches}, batch_size, last, n));
  }
  return errors;
}

std::vector<double> train(const TrainConfig& config, MultiLayerModel& network,
                          const Dataset& dataset, std::int64_t last_batch,
                          const at::Generator& generator, const TrainHooks& hooks) {
  const c10::InferenceMode no_graph;
  GraphlessModel model(network);
  const Criterion criterion{config.loss, model};
  const auto optimizer =
      make_optimizer(config.optimizer, config.learning_rate, network.parameters());
  const auto training_loader = make_data_loader(dataset, config.batch_size, generator);
  std::vector<double> train_error;
  std::vector<at::Tensor> losses;
  for (std::int64_t epoch = 1; epoch <= config.epochs; ++epoch) {
    losses.clear();
    for (const auto& [x, y] : *training_loader) {
      if (hooks.stop_requested()) throw Interrupted();
      const at::Tensor y_pre = model.forward(x);
      const BatchLoss loss = criterion(y_pre, y);
      zero_grad(*optimizer);
      loss.backward();
      optimizer->step();
      losses.push_back(loss.value());
    }
    const std::int64_t n = dataset.inputs.size(0);
    train_error.push_back(epoch_errors(losses, config.batch_size, last_batch, n).front());
    if (!hooks.goes_on(epoch, train_error.back())) break;
  }
  return train_error;
}

}  // namespace spiral
