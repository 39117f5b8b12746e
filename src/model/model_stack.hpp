// Many models of one shape as one: what is done to all of them takes the calls of a single one.
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "model/multi_layer_model.hpp"

namespace spiral {

/// Each parameter of all models lies in one tensor, the models along its first dimension. Safe for
/// every optimizer that treats each number by itself, which all of the notebook's do.
class ModelStack {
 public:
  /// Copies `models`, at least one and all of one shape, to `device`.
  ModelStack(const std::vector<std::shared_ptr<MultiLayerModel>>& models, at::Device device);

  /// Shape: [models, ...], in the order of a model's own; what they are trained by.
  const std::vector<at::Tensor>& parameters() const { return parameters_; }

  /// What MultiLayerModel::layer_outputs computes, for each model at its own points.
  /// Shape: inputs [models, n, 2]; the last output [models, n, 1].
  std::vector<LayerOutput> layer_outputs(const at::Tensor& inputs) const;

  /// Writes each parameter's gradient, as MultiLayerModel::backward does.
  /// Shape: `output_gradient` [models, n, 1].
  void backward(const at::Tensor& inputs, const std::vector<LayerOutput>& outputs,
                at::Tensor output_gradient);

  /// Gives `model`, of the same shape and on any device, the parameters of the one at `place`.
  void unpack(std::size_t place, MultiLayerModel& model) const;

 private:
  std::size_t layers() const { return parameters_.size() / 2; }
  const at::Tensor& weight(std::size_t layer) const { return parameters_[2 * layer]; }
  const at::Tensor& bias(std::size_t layer) const { return parameters_[2 * layer + 1]; }

  std::vector<Activation> activations_;  // after each layer
  std::vector<at::Tensor>
      parameters_;  // each layer's weight [models, out, in], then bias [models, out]
};

}  // namespace spiral
