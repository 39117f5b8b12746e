// Memory whose innermost dimension is the SIMD lanes, one seed a lane.
#pragma once

#include <cstddef>
#include <new>
#include <string>
#include <vector>

namespace spiral::fused {

/// Seeds in a vector of this processor: 16 with AVX-512, 8 with AVX2, 4 with SSE or NEON, 1 without
/// vectors.
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

}  // namespace spiral::fused
