#include "training/loss.hpp"

#include <ATen/core/Reduction.h>

namespace spiral {

at::Tensor compute_loss(Loss loss, const at::Tensor& outputs, const at::Tensor& targets) {
  return loss == Loss::mse ? at::mse_loss(outputs, targets)
                           : at::binary_cross_entropy_with_logits(outputs, targets);
}

at::Tensor loss_gradient(Loss loss, const at::Tensor& outputs, const at::Tensor& targets) {
  if (loss == Loss::mse) {
    return at::mse_loss_backward(at::ones({}, outputs.options()), outputs, targets,
                                 at::Reduction::Mean);
  }
  return (at::sigmoid(outputs) - targets).div_(outputs.numel());
}

}  // namespace spiral
