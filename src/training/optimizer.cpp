#include "training/optimizer.hpp"

#include <torch/optim/adagrad.h>
#include <torch/optim/rmsprop.h>
#include <torch/optim/sgd.h>

#include <utility>

#include "training/adadelta.hpp"
#include "training/adam.hpp"

namespace spiral {

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

}  // namespace spiral
