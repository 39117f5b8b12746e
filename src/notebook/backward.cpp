#include "notebook/backward.hpp"

#include "notebook/criterion.hpp"

namespace spiral {

GraphlessModel::GraphlessModel(MultiLayerModel& model) {
  for (const auto& linear : model.linears()) {
    layers_.push_back({.weight = linear->weight,
                       .bias = linear->bias,
                       .activation = model.activation_after(layers_.size()),
                       .weight_transposed = linear->weight.t()});
  }
}

GraphlessModel::~GraphlessModel() {
  for (Layer& layer : layers_) {
    layer.weight.mutable_grad().reset();
    layer.bias.mutable_grad().reset();
  }
}

// Called rarely: only the last batch of an epoch may have another size.
void GraphlessModel::make_room(std::int64_t batch_size) {
  for (Layer& layer : layers_) {
    const auto make = [&] {
      return at::empty({batch_size, layer.bias.size(0)}, layer.bias.options());
    };
    layer.pre_activation = make();
    layer.gradient = make();
    layer.gradient_transposed = layer.gradient.t();
  }
}

at::Tensor GraphlessModel::forward(const at::Tensor& inputs) {
  if (!inputs_.defined() || inputs_.size(0) != inputs.size(0)) make_room(inputs.size(0));
  inputs_ = inputs;
  const at::Tensor* x = &inputs_;
  for (Layer& layer : layers_) {
    at::addmm_out(layer.pre_activation, layer.bias, *x, layer.weight_transposed);
    layer.output = activate(layer.activation, layer.pre_activation);
    x = &layer.output;
  }
  return *x;
}

void GraphlessModel::backward() {
  for (std::size_t i = layers_.size(); i-- > 0;) {
    Layer& layer = layers_[i];
    pass_activation(layer.gradient, layer.activation, layer.pre_activation, layer.output);
    const at::Tensor& layer_input = i == 0 ? inputs_ : layers_[i - 1].output;
    layer.weight.mutable_grad() =
        at::mm_out(layer.weight_gradient, layer.gradient_transposed, layer_input);
    layer.bias.mutable_grad() = at::sum_out(layer.bias_gradient, layer.gradient, {0});
    if (i > 0) at::mm_out(layers_[i - 1].gradient, layer.gradient, layer.weight);
  }
}

// From the output where autograd takes the output, from the input where it takes the input: the two
// forms of one derivative differ in their last bits.
void pass_activation(at::Tensor& gradient, Activation activation, const at::Tensor& input,
                     const at::Tensor& output) {
  switch (activation) {
    case Activation::relu:
      at::threshold_backward_out(gradient, gradient, output, 0);
      break;
    case Activation::sigmoid:
      at::sigmoid_backward_out(gradient, gradient, output);
      break;
    case Activation::tanh:
      at::tanh_backward_out(gradient, gradient, output);
      break;
    case Activation::elu:
      at::elu_backward_out(gradient, gradient, /*alpha=*/1, /*scale=*/1, /*input_scale=*/1,
                           /*is_result=*/false, input);
      break;
    case Activation::identity:
      break;
  }
}

void BatchLoss::backward() const {
  at::Tensor& gradient = model.output_gradient();
  if (loss == Loss::mse) {
    at::mse_loss_backward_out(gradient, at::ones({}, y.options()), y_pre, y, at::Reduction::Mean);
  } else {
    at::sigmoid_out(gradient, y_pre).sub_(y).div_(y_pre.numel());
  }
  model.backward();
}

}  // namespace spiral
