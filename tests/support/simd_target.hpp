// Runs a test on each of this processor's instruction sets, not on the best alone.
#pragma once

#include <hwy/highway.h>

#include <cstdint>
#include <vector>

namespace spiral {

/// Those that are compiled and that this processor has, the best first.
inline std::vector<std::int64_t> simd_targets() { return hwy::SupportedAndGeneratedTargets(); }

/// For as long as it lives, this one is chosen.
class SimdTarget {
 public:
  explicit SimdTarget(std::int64_t target) { choose(target); }
  SimdTarget(const SimdTarget&) = delete;
  SimdTarget& operator=(const SimdTarget&) = delete;
  ~SimdTarget() { choose(0); }

 private:
  /// 0 is the processor's best.
  static void choose(std::int64_t target) {
    hwy::SetSupportedTargetsForTest(target);
    hwy::GetChosenTarget().Update(hwy::SupportedTargets());
  }
};

}  // namespace spiral
