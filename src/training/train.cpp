#include "training/train.hpp"

#include "data/loader.hpp"
#include "training/loss.hpp"
#include "training/optimizer.hpp"

namespace spiral {

std::vector<double> epoch_train_errors(const std::vector<at::Tensor>& losses,
                                       std::int64_t batch_size, std::int64_t n) {
  const at::Tensor on_cpu = at::stack(losses)
                                .view({static_cast<std::int64_t>(losses.size()), -1})
                                .to(at::kCPU);  // [batches, models] float32
  const auto loss = on_cpu.accessor<float, 2>();
  std::vector<double> errors(static_cast<std::size_t>(loss.size(1)));
  for (std::int64_t i = 0; i < loss.size(0); ++i) {
    for (std::int64_t model = 0; model < loss.size(1); ++model) {
      // Python's order: multiplied first, then divided.
      errors[static_cast<std::size_t>(model)] += static_cast<double>(loss[i][model]) *
                                                 static_cast<double>(batch_size) /
                                                 static_cast<double>(n);
    }
  }
  return errors;
}

at::Tensor backpropagate(MultiLayerModel& model, Loss loss, const at::Tensor& inputs,
                         const at::Tensor& targets) {
  const torch::NoGradGuard no_graph;
  const auto outputs = model.layer_outputs(inputs);
  const at::Tensor& prediction = outputs.back().activated;
  model.backward(inputs, outputs, loss_gradient(loss, prediction, targets));
  return compute_loss(loss, prediction, targets);
}

std::vector<double> train(const Setting& setting, MultiLayerModel& model, const Dataset& dataset,
                          const at::Generator& generator, const TrainObserver& observer) {
  const auto optimizer =
      make_optimizer(setting.optimizer, setting.learning_rate, model.parameters());
  const auto loader = make_loader(dataset, setting.batch_size, generator);
  std::vector<double> train_error;
  std::vector<at::Tensor> losses;
  for (std::int64_t epoch = 1; epoch <= setting.epochs; ++epoch) {
    losses.clear();
    for (const auto& batch : *loader) {
      if (observer.stop_requested()) throw Interrupted();
      losses.push_back(backpropagate(model, setting.loss, batch.data, batch.target));
      optimizer->step();
    }
    train_error.push_back(
        epoch_train_errors(losses, setting.batch_size, dataset.inputs.size(0)).front());
    observer.on_epoch(epoch, train_error.back());
    if (observer.is_enough(epoch)) break;
  }
  return train_error;
}

}  // namespace spiral
