// Vectors of seeds, and LibTorch's exponentials for them. Compiled once a target.
#if defined(SPIRAL_ENGINE_SIMD_MATH_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef SPIRAL_ENGINE_SIMD_MATH_INL_HPP
#undef SPIRAL_ENGINE_SIMD_MATH_INL_HPP
#else
#define SPIRAL_ENGINE_SIMD_MATH_INL_HPP
#endif

#include <hwy/highway.h>
#include <sleef.h>

#include <cmath>
#include <cstddef>

/// SLEEF's function for a whole vector, where it has one: LibTorch's own choice for 8 floats.
#undef SPIRAL_SLEEF
#if HWY_TARGET == HWY_AVX2
#define SPIRAL_SLEEF(function) Sleef_##function##8_u10avx2
#elif HWY_TARGET == HWY_AVX3 || HWY_TARGET == HWY_AVX3_DL
#define SPIRAL_SLEEF(function) Sleef_##function##16_u10avx512f
#endif

HWY_BEFORE_NAMESPACE();
namespace spiral::simd::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

using D = hn::ScalableTag<float>;
using V = hn::Vec<D>;

/// Seeds in a vector.
constexpr std::size_t kLanes = hn::MaxLanes(D());

HWY_INLINE V load(const float* from) { return hn::Load(D(), from); }
HWY_INLINE void store(V value, float* to) { hn::Store(value, D(), to); }
HWY_INLINE V constant(double value) { return hn::Set(D(), static_cast<float>(value)); }

template <class Function>
HWY_INLINE V each_lane(V x, const Function& function) {
  alignas(sizeof(float) * kLanes) float lanes[kLanes];
  store(x, lanes);
  for (float& lane : lanes) lane = function(lane);
  return load(lanes);
}

#ifdef SPIRAL_SLEEF
using Raw = decltype(V::raw);
extern "C" {
// sleef.h declares them only where the whole file is compiled for the target.
Raw SPIRAL_SLEEF(expf)(Raw);
Raw SPIRAL_SLEEF(expm1f)(Raw);
Raw SPIRAL_SLEEF(logf)(Raw);
Raw SPIRAL_SLEEF(log1pf)(Raw);
Raw SPIRAL_SLEEF(tanhf)(Raw);
}
HWY_INLINE V sleef_exp(V x) { return V{SPIRAL_SLEEF(expf)(x.raw)}; }
HWY_INLINE V sleef_expm1(V x) { return V{SPIRAL_SLEEF(expm1f)(x.raw)}; }
HWY_INLINE V sleef_log(V x) { return V{SPIRAL_SLEEF(logf)(x.raw)}; }
HWY_INLINE V sleef_log1p(V x) { return V{SPIRAL_SLEEF(log1pf)(x.raw)}; }
HWY_INLINE V sleef_tanh(V x) { return V{SPIRAL_SLEEF(tanhf)(x.raw)}; }
#else
HWY_INLINE V sleef_exp(V x) { return each_lane(x, Sleef_expf_u10); }
HWY_INLINE V sleef_expm1(V x) { return each_lane(x, Sleef_expm1f_u10); }
HWY_INLINE V sleef_log(V x) { return each_lane(x, Sleef_logf_u10); }
HWY_INLINE V sleef_log1p(V x) { return each_lane(x, Sleef_log1pf_u10); }
HWY_INLINE V sleef_tanh(V x) { return each_lane(x, Sleef_tanhf_u10); }
#endif

/// e^x and e^x - 1 where LibTorch has a whole vector of numbers.
struct VectorExp {
  HWY_INLINE static V exp(V x) { return sleef_exp(x); }
  HWY_INLINE static V expm1(V x) { return sleef_expm1(x); }
  /// `e` is e^x.
  HWY_INLINE static V less_one(V, V e) { return hn::Sub(e, constant(1)); }
};

/// The same for the few numbers behind the last whole vector: the C library's.
struct ScalarExp : VectorExp {
  HWY_INLINE static V exp(V x) {
    return each_lane(x, [](float lane) { return std::exp(lane); });
  }
  HWY_INLINE static V expm1(V x) {
    return each_lane(x, [](float lane) { return std::expm1(lane); });
  }
};

/// The same with e^x - 1 computed by itself, which keeps the bits of what is near 0.
template <class Exp>
struct WithExpm1 : Exp {
  HWY_INLINE static V less_one(V x, V) { return Exp::expm1(x); }
};

template <class Exp>
HWY_INLINE V sigmoid(V x) {
  return hn::Div(constant(1), hn::Add(constant(1), Exp::exp(hn::Sub(hn::Zero(D()), x))));
}

}  // namespace spiral::simd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
