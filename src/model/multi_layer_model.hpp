// The notebook's networks. `Model`, its linear classifier, is the one without hidden layers.
#pragma once

#include <torch/nn/module.h>
#include <torch/nn/modules/linear.h>

#include <cstdint>
#include <vector>

#include "experiment/setting.hpp"

namespace spiral {

/// A layer's output before and after its activation.
/// Shape: both [n, neurons].
struct LayerOutput {
  at::Tensor linear;
  at::Tensor activated;
};

/// Linear layers `layer_1` ... `layer_n` and `out`, named as in the notebook. The hidden activation
/// follows every hidden layer but the last one, the notebook's quirk, unless
/// `activate_last_hidden`; `out` is followed by `output_activation`.
/// Random: each layer's weight, then its bias, layer by layer, from LibTorch's global generator.
class MultiLayerModel : public torch::nn::Module {
 public:
  struct Options {
    std::vector<std::int64_t> hidden;
    Activation hidden_activation = Activation::relu;
    bool activate_last_hidden = false;
    /// Identity makes the outputs logits.
    Activation output_activation = Activation::sigmoid;
  };

  explicit MultiLayerModel(Options options);

  /// Shape: [n, 2] float32 to [n, 1]: probabilities of class 1, or their logits.
  at::Tensor forward(const at::Tensor& inputs);

  /// What `forward` computes on its way.
  /// Shape: one per Linear, the hidden layers first, `out` last.
  std::vector<LayerOutput> layer_outputs(const at::Tensor& inputs);

  /// Writes each parameter's gradient, given what `layer_outputs` made of `inputs`: the very
  /// kernels that autograd would run, in its order, hence its bits, without the graph that takes
  /// half its time.
  /// Shape: `output_gradient` [n, 1], with respect to `forward`'s result.
  void backward(const at::Tensor& inputs, const std::vector<LayerOutput>& outputs,
                at::Tensor output_gradient);

  /// What follows a Linear, counted from 0, `out` last.
  Activation activation_after(std::size_t layer) const;

 private:
  Options options_;
  std::vector<torch::nn::Linear> linears_;
};

/// A sigmoid for MSE, none for BCE, which takes logits.
Activation output_activation(Loss loss);

/// The network that a setting asks for: a sigmoid at the end for MSE, logits for BCE.
/// Random: from `generator`, as Python draws from its global one.
std::shared_ptr<MultiLayerModel> make_model(const Setting& setting, at::Generator& generator);

}  // namespace spiral
