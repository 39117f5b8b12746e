#include "training/adadelta.hpp"

#include <memory>
#include <utility>

namespace spiral {

Adadelta::Adadelta(std::vector<at::Tensor> parameters, const AdadeltaOptions& options)
    : Optimizer(std::move(parameters), std::make_unique<AdadeltaOptions>(options)) {
  for (const at::Tensor& parameter : param_groups().front().params()) {
    moments_.push_back({at::zeros_like(parameter), at::zeros_like(parameter)});
  }
}

at::Tensor Adadelta::step(LossClosure closure) {
  at::Tensor loss;
  if (closure) loss = closure();
  const torch::NoGradGuard no_graph;
  auto& group = param_groups().front();
  const auto& options = static_cast<const AdadeltaOptions&>(group.options());
  for (std::size_t i = 0; i < moments_.size(); ++i) {
    at::Tensor& parameter = group.params()[i];
    const at::Tensor& gradient = parameter.grad();
    auto& [square_gradient, square_step] = moments_[i];
    square_gradient.mul_(options.rho()).addcmul_(gradient, gradient, 1 - options.rho());
    const at::Tensor deviation = square_gradient.add(options.eps()).sqrt_();
    const at::Tensor delta = square_step.add(options.eps()).sqrt_().div_(deviation).mul_(gradient);
    square_step.mul_(options.rho()).addcmul_(delta, delta, 1 - options.rho());
    parameter.add_(delta, -options.lr());
  }
  return loss;
}

}  // namespace spiral
