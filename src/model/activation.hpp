// The hidden activations and their derivatives, by LibTorch's own kernels.
#pragma once

#include <ATen/ATen.h>

#include "experiment/setting.hpp"

namespace spiral {

/// Shape: any; the result has the input's.
at::Tensor activate(Activation activation, const at::Tensor& input);

/// The gradient with respect to the activation's input.
/// Shape: all three alike; `input` and `output` are `activate`'s.
at::Tensor activation_gradient(Activation activation, const at::Tensor& output_gradient,
                               const at::Tensor& input, const at::Tensor& output);

}  // namespace spiral
