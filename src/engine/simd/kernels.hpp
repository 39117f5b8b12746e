// What the SIMD side computes for a vector of seeds, chosen at run time for this processor. No
// LibTorch here: its headers would be compiled once a target.
#pragma once

#include <cstddef>
#include <vector>

#include "engine/simd/lane_array.hpp"
#include "engine/simd/network.hpp"

namespace spiral::simd {

/// What a network computes on its way for up to `samples` samples.
struct Workspace {
  Workspace(const Network& network, std::size_t samples);

  /// What follows each layer's activation.
  /// Shape: one a layer, [tiles][fan_out][kTile][lanes].
  std::vector<LaneArray<float>> outputs;
  /// Gradients with respect to a layer's sums, and to those of the layer below.
  /// Shape: [tiles][widest][kTile][lanes].
  LaneArray<float> delta;
  LaneArray<float> delta_below;
};

/// Samples for which every lane has its own points.
/// Shape: inputs [tiles][2][kTile][lanes], targets [tiles][kTile][lanes], each 0 or 1; the last
/// tile may hold fewer samples, and then any finite numbers behind them.
struct Samples {
  const float* inputs;
  const float* targets;
  std::size_t count;
};

/// The network's results: probabilities for MSE, logits for BCE.
/// Shape: parameters [parameters][lanes]; inputs and outputs as those of `Samples`, [tiles][2] and
/// [tiles]; `count` at most the workspace's samples.
void predict(const Network& network, const float* parameters, const float* inputs,
             std::size_t count, Workspace& workspace, float* outputs);

/// Adds the samples' losses to `losses` and their gradients to `gradients`, each divided by
/// `batch_size`, of which `samples` may be a part.
/// Shape: parameters and gradients [parameters][lanes]; losses [lanes].
void backpropagate(const Network& network, const float* parameters, const Samples& samples,
                   std::size_t batch_size, Workspace& workspace, float* gradients, float* losses);

}  // namespace spiral::simd
