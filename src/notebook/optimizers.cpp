#include "notebook/optimizers.hpp"

#include <torch/optim/adagrad.h>
#include <torch/optim/adam.h>
#include <torch/optim/rmsprop.h>
#include <torch/optim/sgd.h>
#include <torch/version.h>

#include <cmath>
#include <cstdint>
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

/// What both methods remember of one parameter: two running averages, each of its shape, from 0 on.
struct Averages {
  at::Tensor first;
  at::Tensor second;
};

/// An optimizer in torch::optim's form. `update` averages in a parameter's gradient and moves the
/// parameter; `step` is counted from 1.
template <class Options, void (*update)(const Options&, std::int64_t step, at::Tensor& parameter,
                                        const at::Tensor& gradient, Averages& averages)>
class AveragingOptimizer : public torch::optim::Optimizer {
 public:
  AveragingOptimizer(std::vector<at::Tensor> parameters, const Options& options)
      : Optimizer(std::move(parameters), std::make_unique<Options>(options)) {
    for (const at::Tensor& parameter : param_groups().front().params()) {
      averages_.push_back({at::zeros_like(parameter), at::zeros_like(parameter)});
    }
  }

  at::Tensor step(LossClosure closure = nullptr) override {
    at::Tensor loss;
    if (closure) loss = closure();
    const torch::NoGradGuard no_graph;
    auto& group = param_groups().front();
    const auto& options = static_cast<const Options&>(group.options());
    ++steps_;
    for (std::size_t i = 0; i < averages_.size(); ++i) {
      at::Tensor& parameter = group.params()[i];
      update(options, steps_, parameter, parameter.grad(), averages_[i]);
    }
    return loss;
  }

 private:
  std::vector<Averages> averages_;
  std::int64_t steps_ = 0;
};

/// Source: D. P. Kingma and J. Ba, "Adam: a method for stochastic optimization", 2015; the order of
/// operations, hence the bits, of Python's torch.optim.Adam on the CPU (its single-tensor form).
void adam(const torch::optim::AdamOptions& options, std::int64_t step, at::Tensor& parameter,
          const at::Tensor& gradient, Averages& averages) {
  const auto [beta1, beta2] = options.betas();
  const double step_size = options.lr() / (1 - std::pow(beta1, step));
  const double root_correction = std::sqrt(1 - std::pow(beta2, step));
  auto& [mean, square] = averages;
  average_in(mean, gradient, beta1);
  square.mul_(beta2).addcmul_(gradient, gradient, 1 - beta2);
  const at::Tensor denominator = (square.sqrt() / root_correction).add_(options.eps());
  parameter.addcdiv_(mean, denominator, -step_size);
}

/// Source: M. D. Zeiler, "ADADELTA: an adaptive learning rate method", 2012; the order of
/// operations, hence the bits, of Python's torch.optim.Adadelta.
void adadelta(const AdadeltaOptions& options, std::int64_t, at::Tensor& parameter,
              const at::Tensor& gradient, Averages& averages) {
  const double rho = options.rho();
  auto& [square_gradient, square_step] = averages;
  square_gradient.mul_(rho).addcmul_(gradient, gradient, 1 - rho);
  const at::Tensor deviation = square_gradient.add(options.eps()).sqrt_();
  const at::Tensor delta = square_step.add(options.eps()).sqrt_().div_(deviation).mul_(gradient);
  square_step.mul_(rho).addcmul_(delta, delta, 1 - rho);
  parameter.add_(delta, -options.lr());
}

using Adam = AveragingOptimizer<torch::optim::AdamOptions, adam>;
using Adadelta = AveragingOptimizer<AdadeltaOptions, adadelta>;

}  // namespace

std::unique_ptr<torch::optim::Optimizer> make_optimizer(Optimizer optimizer, double learning_rate,
                                                        std::vector<at::Tensor> parameters) {
  switch (optimizer) {
    case Optimizer::sgd:
      return std::make_unique<torch::optim::SGD>(std::move(parameters), learning_rate);
    case Optimizer::adam:
      return std::make_unique<Adam>(std::move(parameters), learning_rate);
    case Optimizer::rmsprop:
      return std::make_unique<torch::optim::RMSprop>(std::move(parameters), learning_rate);
    case Optimizer::adadelta:
      return std::make_unique<Adadelta>(std::move(parameters), learning_rate);
    case Optimizer::adagrad:
      return std::make_unique<torch::optim::Adagrad>(std::move(parameters), learning_rate);
  }
  return nullptr;
}

void zero_grad(torch::optim::Optimizer& optimizer) {
  for (auto& group : optimizer.param_groups()) {
    for (at::Tensor& parameter : group.params()) parameter.mutable_grad().reset();
  }
}

}  // namespace spiral
