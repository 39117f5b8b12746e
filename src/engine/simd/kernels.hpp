// What the SIMD side computes for a vector of seeds, chosen at run time for this processor, in
// LibTorch's order of operations and so with its bits. No LibTorch here: its headers would be compiled
// once a target.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "engine/simd/lane_array.hpp"
#include "engine/simd/network.hpp"

namespace spiral::simd {

/// LibTorch sums blocks, blocks of blocks, and those of these.
inline constexpr std::size_t kCascadeLevels = 3;

/// What a network computes on its way for batches of up to `batch_size` samples, in parts of at most
/// kPart.
struct Workspace {
  Workspace(const Network& network, std::size_t batch_size);

  /// What follows each layer's activation, and for an ELU its slopes.
  /// Shape: one a layer, [tiles][fan_out][kTile][lanes] of a part.
  std::vector<LaneArray<float>> outputs;
  std::vector<LaneArray<float>> slopes;
  /// Gradients with respect to a layer's sums, and to those of the layer below.
  /// Shape: [tiles][widest][kTile][lanes] of a part.
  LaneArray<float> delta;
  LaneArray<float> delta_below;
  /// The whole batch's losses, and of layers of one neuron the gradients with respect to its sums.
  /// Shape: [tiles][kTile][lanes], the latter one a layer.
  LaneArray<float> losses;
  std::vector<LaneArray<float>> errors;
  /// What weight gradients by Haswell tiles hand on from part to part: sums of all terms or of the
  /// even ones, and of the odd ones.
  /// Shape: [parameters][lanes].
  LaneArray<float> weight_sums;
  LaneArray<float> odd_weight_sums;
  /// What bias gradients hand on from part to part, where a batch has several.
  /// Shape: [neurons][4][1 + kCascadeLevels][lanes].
  LaneArray<float> bias_sums;
};

/// Where some samples stand in their batch.
struct BatchPart {
  std::size_t first;
  /// A multiple of kTile but for the last part.
  std::size_t count;
  std::size_t batch_size;

  bool is_last() const { return first + count == batch_size; }
};

/// A part of a batch, for which every lane has its own points.
/// Shape: inputs [tiles][2][kTile][lanes], targets [tiles][kTile][lanes], each 0 or 1; the last
/// tile may hold fewer samples, and then any finite numbers behind them.
struct Samples {
  const float* inputs;
  const float* targets;
  BatchPart part;
};

/// Lays out the points at these places of every lane as `Samples` has them.
/// Shape: places [count][lanes].
void gather(const LanePoints& points, const std::uint32_t* places, std::size_t count, float* inputs,
            float* targets);

/// Points are evaluated all at once, and the last ones in another way. Those before the last whole 48
/// of them, three times the widest group and four times the twelve columns of a Haswell tile, are not
/// among these.
inline constexpr std::size_t kWholePoints = 48;

/// The network's results for the points number `first` and following of many: probabilities for MSE,
/// logits for BCE. As LibTorch computes them up to the last whole kWholePoints.
/// Shape: parameters [parameters][lanes]; inputs and outputs as those of `Samples`, [tiles][2] and
/// [tiles]; `count` at most kPart; `first` a multiple of kTile.
void predict(const Network& network, const float* parameters, const float* inputs,
             std::size_t first, std::size_t count, Workspace& workspace, float* outputs);

/// Goes on with a batch's gradients, from its first part to its last; then the mean loss is complete
/// too.
/// Shape: parameters and gradients [parameters][lanes]; loss [lanes].
void backpropagate(const Network& network, const float* parameters, const Samples& samples,
                   Workspace& workspace, float* gradients, float* loss);

}  // namespace spiral::simd
