// From a config's optimizer to a torch::optim one, with Python PyTorch's defaults and arithmetic, hence
// its bits. LibTorch's C++ has no Adadelta, and since 2.1 another Adam: Python interpolates the first
// moment (lerp) where C++ still multiplies and adds.
#pragma once

#include <torch/optim/optimizer.h>

#include <memory>
#include <vector>

#include "core/train_config.hpp"

namespace spiral {

/// The defaults are Python's.
struct AdadeltaOptions : torch::optim::OptimizerCloneableOptions<AdadeltaOptions> {
  AdadeltaOptions(double lr = 1.0) : lr_(lr) {}
  double get_lr() const override { return lr_; }
  void set_lr(double lr) override { lr_ = lr; }

  TORCH_ARG(double, lr);
  /// How slowly both running averages forget.
  TORCH_ARG(double, rho) = 0.9;
  TORCH_ARG(double, eps) = 1e-6;
};

/// LibTorch's SGD, RMSprop and Adagrad; this project's Adam and Adadelta.
std::unique_ptr<torch::optim::Optimizer> make_optimizer(Optimizer optimizer, double learning_rate,
                                                        std::vector<at::Tensor> parameters);

/// What Python's `optimizer.zero_grad()` does since PyTorch 2.0: the gradients are forgotten, not filled
/// with zeros, which LibTorch 1.13 would do at the price of a quarter of a step.
void zero_grad(torch::optim::Optimizer& optimizer);

}  // namespace spiral
