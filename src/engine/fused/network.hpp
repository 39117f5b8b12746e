// A MultiLayerModel as plain data: what the kernels need to know of it.
#pragma once

#include <cstddef>
#include <vector>

#include "experiment/setting.hpp"

namespace spiral::fused {

/// A Linear and the activation behind it.
struct Layer {
  std::size_t fan_in;
  std::size_t fan_out;
  Activation activation;
  /// Where its weights [fan_out][fan_in] begin among the network's parameters; its biases [fan_out]
  /// follow them, as in LibTorch's `parameters()`.
  std::size_t weights;

  std::size_t biases() const { return weights + fan_out * fan_in; }
};

/// Layers of which the last has one neuron and no activation: its sigmoid belongs to the loss.
struct Network {
  std::vector<Layer> layers;
  Loss loss;

  std::size_t parameters() const { return layers.back().biases() + layers.back().fan_out; }
};

}  // namespace spiral::fused
