// Many models of one shape as one: what is done to all of them takes the calls of a single one.
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "core/train_config.hpp"
#include "notebook/multi_layer_model.hpp"

namespace spiral {

/// A layer's output before and after its activation.
/// Shape: both [models, n, neurons].
struct LayerOutput {
  at::Tensor pre_activation;
  at::Tensor activation;
};

/// Each parameter of all models lies in one tensor, the models along its first dimension. Safe for
/// every optimizer that treats each number by itself, which all of the notebook's do.
class ModelEnsemble {
 public:
  /// Copies `models`, at least one and all of one shape, to `device`.
  ModelEnsemble(const std::vector<std::shared_ptr<MultiLayerModel>>& models, at::Device device);

  /// Shape: [models, ...], in the order of a model's own; what they are trained by.
  const std::vector<at::Tensor>& parameters() const { return parameters_; }

  /// What MultiLayerModel::forward computes, for each model at its own points; keeps what
  /// `backward` needs.
  /// Shape: inputs [models, n, 2] to [models, n, 1].
  at::Tensor forward(const at::Tensor& inputs);

  /// Writes each parameter's gradient, after `forward`, as GraphlessModel::backward does.
  /// Shape: `output_gradient` [models, n, 1].
  void backward(at::Tensor output_gradient);

  /// Moves the parameters; an optimizer that has the former ones has no more to do with them.
  void to(at::Device device);

  /// Gives `model`, of the same shape and on any device, the parameters of the one at `place`.
  void unpack(std::size_t place, MultiLayerModel& model) const;

 private:
  std::size_t layers() const { return activations_.size(); }
  const at::Tensor& weight(std::size_t layer) const { return parameters_[2 * layer]; }
  const at::Tensor& bias(std::size_t layer) const { return parameters_[2 * layer + 1]; }

  // Each layer's weight [models, out, in], then its bias [models, out].
  std::vector<at::Tensor> parameters_;
  std::vector<Activation> activations_;  // after each layer
  // Of the last forward, for backward:
  at::Tensor inputs_;
  std::vector<LayerOutput> outputs_;
};

/// Each model's own loss, the mean over its batch.
/// Shape: both [models, n, 1] float32, outputs being probabilities for MSE and logits for BCE; the
/// result is [models].
at::Tensor ensemble_losses(Loss loss, const at::Tensor& outputs, const at::Tensor& targets);

/// The gradient of each model's own loss.
/// Shape: [models, n, 1].
at::Tensor ensemble_loss_gradient(Loss loss, const at::Tensor& outputs, const at::Tensor& targets);

}  // namespace spiral
