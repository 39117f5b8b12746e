// From a config's optimizer to a torch::optim one, with Python PyTorch's defaults and arithmetic, hence
// its bits. LibTorch's C++ has no Adadelta, and since 2.1 another Adam: Python interpolates the first
// moment (lerp) where C++ still multiplies and adds.
#pragma once

#include <torch/optim/optimizer.h>

#include <cstdint>
#include <memory>
#include <vector>

#include "core/train_config.hpp"

namespace spiral {

/// The defaults are Python's.
struct AdamOptions : torch::optim::OptimizerCloneableOptions<AdamOptions> {
  explicit AdamOptions(double lr = 1e-3) : lr_(lr) {}
  double get_lr() const override { return lr_; }
  void set_lr(double lr) override { lr_ = lr; }

  TORCH_ARG(double, lr);
  /// How slowly the running averages of the gradient and of its square forget.
  TORCH_ARG(double, beta1) = 0.9;
  TORCH_ARG(double, beta2) = 0.999;
  TORCH_ARG(double, eps) = 1e-8;
};

/// Source: D. P. Kingma and J. Ba, "Adam: a method for stochastic optimization", 2015; the order of
/// operations, hence the bits, of Python's torch.optim.Adam on the CPU (its single-tensor form).
class Adam : public torch::optim::Optimizer {
 public:
  Adam(std::vector<at::Tensor> parameters, const AdamOptions& options);
  at::Tensor step(LossClosure closure = nullptr) override;

 private:
  /// Running averages of one parameter's gradients and squared gradients, each of its shape.
  struct Moments {
    at::Tensor gradient;
    at::Tensor square_gradient;
  };
  std::vector<Moments> moments_;
  std::int64_t steps_ = 0;
};

/// The defaults are Python's.
struct AdadeltaOptions : torch::optim::OptimizerCloneableOptions<AdadeltaOptions> {
  explicit AdadeltaOptions(double lr = 1.0) : lr_(lr) {}
  double get_lr() const override { return lr_; }
  void set_lr(double lr) override { lr_ = lr; }

  TORCH_ARG(double, lr);
  /// How slowly both running averages forget.
  TORCH_ARG(double, rho) = 0.9;
  TORCH_ARG(double, eps) = 1e-6;
};

/// Source: M. D. Zeiler, "ADADELTA: an adaptive learning rate method", 2012; the order of
/// operations, hence the bits, of Python's torch.optim.Adadelta.
class Adadelta : public torch::optim::Optimizer {
 public:
  Adadelta(std::vector<at::Tensor> parameters, const AdadeltaOptions& options);
  at::Tensor step(LossClosure closure = nullptr) override;

 private:
  /// Running averages of one parameter's squared gradients and squared steps, each of its shape.
  struct Moments {
    at::Tensor square_gradient;
    at::Tensor square_step;
  };
  std::vector<Moments> moments_;
};

/// LibTorch's SGD, RMSprop and Adagrad; this project's Adam and Adadelta.
std::unique_ptr<torch::optim::Optimizer> make_optimizer(Optimizer optimizer, double learning_rate,
                                                        std::vector<at::Tensor> parameters);

/// What Python's `optimizer.zero_grad()` does since PyTorch 2.0: the gradients are forgotten, not filled
/// with zeros, which LibTorch 1.13 would do at the price of a quarter of a step.
void zero_grad(torch::optim::Optimizer& optimizer);

}  // namespace spiral
