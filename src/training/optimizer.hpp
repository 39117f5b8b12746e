// From a setting's optimizer to a torch::optim one, with Python PyTorch's defaults and arithmetic.
#pragma once

#include <torch/optim/optimizer.h>

#include <memory>
#include <vector>

#include "experiment/setting.hpp"

namespace spiral {

/// LibTorch's SGD, RMSprop and Adagrad; this project's Adam and Adadelta.
std::unique_ptr<torch::optim::Optimizer> make_optimizer(Optimizer optimizer, double learning_rate,
                                                        std::vector<at::Tensor> parameters);

}  // namespace spiral
