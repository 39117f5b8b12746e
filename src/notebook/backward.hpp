// What stands in for autograd: on networks this small its graph is more than half of a step. The bits
// are autograd's own, which a test holds it to.
#pragma once

#include <vector>

#include "notebook/multi_layer_model.hpp"

namespace spiral {

/// A model in training: the very kernels that autograd would run, in its order, hence its bits,
/// without its graph. What every step needs is made once and written anew, for on such networks a
/// new tensor costs as much as many a kernel. Use it while gradients are off (c10::InferenceMode).
class GraphlessModel {
 public:
  /// Trains `model`, which outlives it and stays on its device.
  explicit GraphlessModel(MultiLayerModel& model);
  GraphlessModel(const GraphlessModel&) = delete;
  GraphlessModel& operator=(const GraphlessModel&) = delete;
  /// Takes the gradients with it: autograd cannot go on with those of inference mode.
  ~GraphlessModel();

  /// What MultiLayerModel::forward computes; valid until the next call.
  /// Shape: [n, 2] float32 to [n, 1].
  at::Tensor forward(const at::Tensor& inputs);

  /// After `forward`, where to write the gradient with respect to its result.
  /// Shape: [n, 1].
  at::Tensor& output_gradient() { return layers_.back().gradient; }

  /// Writes each parameter's gradient, from `output_gradient`, which it overwrites.
  void backward();

 private:
  /// A linear layer and what it needs in a step.
  struct Layer {
    at::Tensor weight;  // [out, in], the model's own
    at::Tensor bias;    // [out], the model's own
    Activation activation;
    at::Tensor weight_transposed;  // [in, out], a view
    at::Tensor weight_gradient = at::empty_like(weight);
    at::Tensor bias_gradient = at::empty_like(bias);
    // Made for the size of a batch:
    at::Tensor pre_activation = {};       // [n, out]
    at::Tensor output = {};               // [n, out]
    at::Tensor gradient = {};             // [n, out], of the output, then of the pre-activation
    at::Tensor gradient_transposed = {};  // [out, n], a view
  };

  void make_room(std::int64_t batch_size);

  std::vector<Layer> layers_;
  at::Tensor inputs_;  // of the last forward
};

/// Turns the gradient with respect to an activation's output into that with respect to its input.
/// Shape: all three alike; `input` and `output` are `activate`'s.
void pass_activation(at::Tensor& gradient, Activation activation, const at::Tensor& input,
                     const at::Tensor& output);

}  // namespace spiral
