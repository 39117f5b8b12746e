#include "model/activation.hpp"

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

}  // namespace spiral
