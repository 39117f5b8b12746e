// How samples lie in memory.
#pragma once

#include <cstddef>

namespace spiral::fused {

/// Samples that lie and are computed together, so that each loaded weight serves all of them:
/// values of n neurons for many samples have the shape [tiles][n][kTile][lanes].
inline constexpr std::size_t kTile = 4;

constexpr std::size_t tiles_for(std::size_t samples) { return (samples + kTile - 1) / kTile; }

/// Samples that go forward and back together: as many as a batch of the notebook's, whose
/// activations in 10 neurons a layer (20 KB a layer) come and go between the first and the second
/// cache. What is larger is cut into such parts.
inline constexpr std::size_t kPart = 32;

/// Where a sample's x stands among inputs [tiles][2][kTile]; its y stands kTile further.
constexpr std::size_t input_place(std::size_t sample) {
  return sample / kTile * 2 * kTile + sample % kTile;
}

}  // namespace spiral::fused
