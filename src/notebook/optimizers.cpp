#include "notebook/optimizers.hpp"

#include <torch/optim/adagrad.h>
#include <torch/optim/rmsprop.h>
#include <torch/optim/sgd.h>
#include <torch/version.h>

#include <cmath>
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

std::unique_ptr<torch::optim::Optimizer> make_optimizer(Optimizer optimizer, double learning_rate,
                                                        std::vector<at::Tensor> parameters) {
  switch (optimizer) {
    case Optimizer::sgd:
      return std::make_unique<torch::optim::SGD>(std::move(parameters),
                                                 torch::optim::SGDOptions(learning_rate));
    case Optimizer::adam:
      return std::make_unique<Adam>(std::move(parameters), AdamOptions(learning_rate));
    case Optimizer::rmsprop:
      return std::make_unique<torch::optim::RMSprop>(std::move(parameters),
                                                     torch::optim::RMSpropOptions(learning_rate));
    case Optimizer::adadelta:
      return std::make_unique<Adadelta>(std::move(parameters), AdadeltaOptions(learning_rate));
    case Optimizer::adagrad:
      return std::make_unique<torch::optim::Adagrad>(std::move(parameters),
                                                     torch::optim::AdagradOptions(learning_rate));
  }
  return nullptr;
}

void zero_grad(torch::optim::Optimizer& optimizer) {
  for (auto& group : optimizer.param_groups()) {
    for (at::Tensor& parameter : group.params()) parameter.mutable_grad().reset();
  }
}

}  // namespace spiral
