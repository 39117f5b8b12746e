// The notebook's networks. `Model`, its linear classifier, is the one without hidden layers.
#pragma once

#include <torch/nn/module.h>
#include <torch/nn/modules/linear.h>

#include <cstdint>
#include <memory>
#include <vector>

#include "core/train_config.hpp"

namespace spiral {

/// Linear layers `layer_1` ... `layer_n` and `out`, named as in the notebook. The hidden activation
/// follows every hidden layer but the last one, the notebook's quirk, unless
/// `activate_last_hidden`; `out` is followed by a sigmoid for MSE and by nothing for BCE, which
/// takes logits.
/// Random: each layer's weight, then its bias, layer by layer, from LibTorch's global generator.
class MultiLayerModel : public torch::nn::Module {
 public:
  explicit MultiLayerModel(TrainConfig config);

  /// Shape: [n, 2] float32 to [n, 1]: probabilities of class 1, or their logits.
  at::Tensor forward(const at::Tensor& inputs);

  /// What follows a Linear, counted from 0, `out` last.
  Activation activation_after(std::size_t layer) const;

  /// All of them, `out` last.
  const std::vector<torch::nn::Linear>& linears() const { return linears_; }

 private:
  TrainConfig config_;
  std::vector<torch::nn::Linear> linears_;
};

/// Shape: any; the result has the input's.
at::Tensor activate(Activation activation, const at::Tensor& input);

/// The network that a config asks for.
/// Random: from `generator`, as Python draws from its global one.
std::shared_ptr<MultiLayerModel> make_model(const TrainConfig& config, at::Generator& generator);

/// The numbers of a contiguous float32 tensor on any device.
std::vector<float> to_vector(const at::Tensor& tensor);

/// Every parameter, layer by layer, weight before bias.
std::vector<float> weights_of(const MultiLayerModel& model);

/// Gives `model`, on any device, these weights.
/// Throws: std::invalid_argument where they are not as many as the model's.
void set_weights(MultiLayerModel& model, const std::vector<float>& weights);

}  // namespace spiral
