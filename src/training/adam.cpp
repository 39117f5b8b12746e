#include "training/adam.hpp"

#include <torch/version.h>

#include <cmath>
#include <memory>
#include <utility>

namespace spiral {

namespace {

// https://github.com/pytorch/pytorch/pull/104796 brought lerp to Python's Adam in July 2023.
#if TORCH_VERSION_MAJOR > 2 || (TORCH_VERSION_MAJOR == 2 && TORCH_VERSION_MINOR >= 1)
void average_in(at::Tensor& average, const at::Tensor& value, double keep) {
  average.lerp_(value, 1 - keep);
}
#else
void average_in(at::Tensor& average, const at::Tensor& value, double keep) {
  average.mul_(keep).add_(value, 1 - keep);
}
#endif

}  // namespace

Adam::Adam(std::vector<at::Tensor> parameters, const AdamOptions& options)
    : Optimizer(std::move(parameters), std::make_unique<AdamOptions>(options)) {
  for (const at::Tensor& parameter : param_groups().front().params()) {
    moments_.push_back({at::zeros_like(parameter), at::zeros_like(parameter)});
  }
}

at::Tensor Adam::step(LossClosure closure) {
  at::Tensor loss;
  if (closure) loss = closure();
  const torch::NoGradGuard no_graph;
  auto& group = param_groups().front();
  const auto& options = static_cast<const AdamOptions&>(group.options());
  ++steps_;
  const double step = static_cast<double>(steps_);
  const double step_size = options.lr() / (1 - std::pow(options.beta1(), step));
  const double root_correction = std::sqrt(1 - std::pow(options.beta2(), step));
  for (std::size_t i = 0; i < moments_.size(); ++i) {
    at::Tensor& parameter = group.params()[i];
    const at::Tensor& gradient = parameter.grad();
    auto& [mean, square] = moments_[i];
    average_in(mean, gradient, options.beta1());
    square.mul_(options.beta2()).addcmul_(gradient, gradient, 1 - options.beta2());
    const at::Tensor denominator = (square.sqrt() / root_correction).add_(options.eps());
    parameter.addcdiv_(mean, denominator, -step_size);
  }
  return loss;
}

}  // namespace spiral
