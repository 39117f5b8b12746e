// Memory whose innermost dimension is the SIMD lanes, one seed a lane, and how samples lie in it.
#pragma once

#include <cstddef>
#include <new>
#include <string>
#include <vector>

namespace spiral::simd {

/// Seeds in a vector of this processor: 16 with AVX-512, 8 with AVX2, 4 with SSE or NEON, 1 without
/// vectors. In kernels.cpp, as the next.
std::size_t lane_count();

/// Highway's name for its instructions: "AVX3", "AVX2", "NEON".
std::string simd_name();

/// Aligns to a cache line, which is the widest vector.
template <class T>
struct LineAllocator {
  using value_type = T;
  static constexpr std::align_val_t kLine{64};

  LineAllocator() = default;
  template <class U>
  LineAllocator(const LineAllocator<U>&) {}  // NOLINT: an allocator converts

  T* allocate(std::size_t count) {
    return static_cast<T*>(::operator new(count * sizeof(T), kLine));
  }
  void deallocate(T* memory, std::size_t) { ::operator delete(memory, kLine); }
  bool operator==(const LineAllocator&) const = default;
};

/// Shape: [anything][lanes].
template <class T>
using LaneArray = std::vector<T, LineAllocator<T>>;

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

}  // namespace spiral::simd
