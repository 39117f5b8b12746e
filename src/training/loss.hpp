// The notebook's two criteria, averaged over the batch, and their gradients.
#pragma once

#include <ATen/ATen.h>

#include "experiment/setting.hpp"

namespace spiral {

/// Shape: `outputs` and `targets` [n, 1] float32, outputs being probabilities for MSE and logits
/// for BCE; the result is a scalar.
at::Tensor compute_loss(Loss loss, const at::Tensor& outputs, const at::Tensor& targets);

/// The loss's gradient with respect to `outputs`, in autograd's arithmetic.
/// Shape: [n, 1].
at::Tensor loss_gradient(Loss loss, const at::Tensor& outputs, const at::Tensor& targets);

/// Each model's own loss, of a stack.
/// Shape: both [models, n, 1] float32; the result is [models].
at::Tensor stacked_losses(Loss loss, const at::Tensor& outputs, const at::Tensor& targets);

/// The gradient of each model's own loss.
/// Shape: [models, n, 1].
at::Tensor stacked_loss_gradient(Loss loss, const at::Tensor& outputs, const at::Tensor& targets);

}  // namespace spiral
