#include "engine/simd/lane_array.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "engine/simd/lane_array.cpp"
#include <hwy/foreach_target.h>
// After foreach_target.h, as Highway wants it.
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace spiral::simd::HWY_NAMESPACE {

std::size_t LaneCount() {
  return hwy::HWY_NAMESPACE::Lanes(hwy::HWY_NAMESPACE::ScalableTag<float>());
}

const char* SimdName() { return hwy::TargetName(HWY_TARGET); }

}  // namespace spiral::simd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace spiral::simd {

HWY_EXPORT(LaneCount);
HWY_EXPORT(SimdName);

std::size_t lane_count() { return HWY_DYNAMIC_DISPATCH(LaneCount)(); }

std::string simd_name() { return HWY_DYNAMIC_DISPATCH(SimdName)(); }

}  // namespace spiral::simd
#endif
