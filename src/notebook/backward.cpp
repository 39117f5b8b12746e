// What stands in for autograd: on networks this small its graph is more than half of a step. The bits
// are autograd's own, which a test holds it to.
#include <utility>

#include "notebook/criterion.hpp"
#include "notebook/multi_layer_model.hpp"

namespace spiral {

at::Tensor activate(Activation activation, const at::Tensor& input) {
  switch (activation) {
    case Activation::relu:
      return at::relu(input);
    case Activation::sigmoid:
      return at::sigmoid(input);
    case Activation::tanh:
      return at::tanh(input);
    case Activation::elu:
      return at::elu(input);
    case Activation::identity:
      return input;
  }
  return {};
}

// From the output where autograd takes the output, from the input where it takes the input: the two
// forms of one derivative differ in their last bits.
at::Tensor activation_gradient(Activation activation, const at::Tensor& output_gradient,
                               const at::Tensor& input, const at::Tensor& output) {
  switch (activation) {
    case Activation::relu:
      return at::threshold_backward(output_gradient, output, 0);
    case Activation::sigmoid:
      return at::sigmoid_backward(output_gradient, output);
    case Activation::tanh:
      return at::tanh_backward(output_gradient, output);
    case Activation::elu:
      return at::elu_backward(output_gradient, /*alpha=*/1, /*scale=*/1, /*input_scale=*/1,
                              /*is_result=*/false, input);
    case Activation::identity:
      return output_gradient;
  }
  return {};
}

void MultiLayerModel::backward(at::Tensor output_gradient) {
  const torch::NoGradGuard no_graph;
  at::Tensor gradient = std::move(output_gradient);
  for (std::size_t layer = linears_.size(); layer-- > 0;) {
    const auto& [pre_activation, activation] = outputs_[layer];
    gradient = activation_gradient(activation_after(layer), gradient, pre_activation, activation);
    const at::Tensor& layer_input = layer == 0 ? inputs_ : outputs_[layer - 1].activation;
    auto& linear = *linears_[layer];
    linear.weight.mutable_grad() = at::mm(gradient.t(), layer_input);
    linear.bias.mutable_grad() = at::sum(gradient, {0});
    if (layer > 0) gradient = at::mm(gradient, linear.weight);
  }
}

void BatchLoss::backward() const {
  const torch::NoGradGuard no_graph;
  model.backward(loss == Loss::mse ? at::mse_loss_backward(at::ones({}, y_pre.options()), y_pre, y,
                                                           at::Reduction::Mean)
                                   : (at::sigmoid(y_pre) - y).div_(y_pre.numel()));
}

}  // namespace spiral
