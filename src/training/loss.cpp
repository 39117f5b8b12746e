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

at::Tensor stacked_losses(Loss loss, const at::Tensor& outputs, const at::Tensor& targets) {
  const at::Tensor each = loss == Loss::mse ? at::mse_loss(outputs, targets, at::Reduction::None)
                                            : at::binary_cross_entropy_with_logits(
                                                  outputs, targets, {}, {}, at::Reduction::None);
  return at::mean(each, {1, 2});
}

at::Tensor stacked_loss_gradient(Loss loss, const at::Tensor& outputs, const at::Tensor& targets) {
  const auto n = static_cast<double>(outputs.size(1));
  return loss == Loss::mse ? at::sub(outputs, targets).mul_(2 / n)
                           : at::sigmoid(outputs).sub_(targets).div_(n);
}

}  // namespace spiral
