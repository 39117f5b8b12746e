// Adadelta, which LibTorch's C++ lacks.
#pragma once

#include <torch/optim/optimizer.h>

#include <vector>

namespace spiral {

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

}  // namespace spiral
