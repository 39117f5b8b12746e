// Adam in the arithmetic of the Python PyTorch of the same version: since 2.1 Python interpolates
// the first moment (lerp) where LibTorch's C++ still multiplies and adds, so that their bits part.
#pragma once

#include <torch/optim/optimizer.h>

#include <cstdint>
#include <vector>

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

}  // namespace spiral
