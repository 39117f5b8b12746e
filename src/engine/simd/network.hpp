// MultiLayerModels and their points as plain data: what the kernels need to know of them.
#pragma once

#include <cstddef>
#include <vector>

#include "core/train_config.hpp"
#include "engine/simd/arithmetic.hpp"
#include "engine/simd/lane_array.hpp"

namespace spiral::simd {

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
  Arithmetic arithmetic = {};

  std::size_t parameters() const { return layers.back().biases() + layers.back().fan_out; }
};

/// Networks of one shape, one a lane.
struct LaneModel {
  Network network;
  /// Shape: [parameters][lanes].
  LaneArray<float> parameters;
};

struct PlanePoint {
  float x;
  float y;
};

/// As many points in every lane, each lane its own. As `generate_data` has it, those from the
/// middle on are of label 1: nothing more need be stored, and all lanes' points stay in the second
/// cache.
struct LanePoints {
  std::size_t count;
  /// Shape: [lanes][count].
  std::vector<PlanePoint> points;
  /// Of points that are not in that order, each 0 or 1; else empty.
  /// Shape: [lanes][count].
  std::vector<float> labels = {};

  const PlanePoint* lane(std::size_t lane) const { return points.data() + lane * count; }
};

}  // namespace spiral::simd
