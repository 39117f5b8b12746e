// The two losses for vectors of seeds. Compiled once a target.
#if defined(SPIRAL_ENGINE_SIMD_LOSS_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef SPIRAL_ENGINE_SIMD_LOSS_INL_HPP
#undef SPIRAL_ENGINE_SIMD_LOSS_INL_HPP
#else
#define SPIRAL_ENGINE_SIMD_LOSS_INL_HPP
#endif

#include <hwy/contrib/math/math-inl.h>

#include "engine/simd/math-inl.hpp"

HWY_BEFORE_NAMESPACE();
namespace spiral::simd::HWY_NAMESPACE {

/// A sample's loss, and its gradient with respect to the network's last sum z.
struct SampleLoss {
  V loss;
  V gradient;
};

/// (p - t)^2 with p = sigmoid(z).
struct MeanSquaredError {
  HWY_INLINE static V output(V z) { return sigmoid(z); }

  HWY_INLINE static SampleLoss loss(V z, V target) {
    const V p = sigmoid(z);
    const V error = hn::Sub(p, target);
    const V slope = hn::NegMulAdd(p, p, p);
    return {hn::Mul(error, error), hn::Mul(hn::Add(error, error), slope)};
  }
};

/// -t ln p - (1 - t) ln(1 - p) with p = sigmoid(z), in the form that no logit overflows:
/// (1 - t) z + max(-z, 0) + ln(1 + e^-|z|).
struct BinaryCrossEntropy {
  HWY_INLINE static V output(V z) { return z; }

  HWY_INLINE static SampleLoss loss(V z, V target) {
    const V against = hn::Sub(constant(1), target);
    const V negative = hn::IfThenElseZero(hn::Lt(z, hn::Zero(D())), hn::Neg(z));
    const V rest = hn::Log1p(D(), exponential(negative_abs(z)).exp());
    return {hn::Add(hn::MulAdd(against, z, negative), rest), hn::Sub(sigmoid(z), target)};
  }
};

/// Calls `function` with the loss's type.
template <class Function>
HWY_INLINE void with_loss(Loss loss, const Function& function) {
  if (loss == Loss::mse) {
    function(MeanSquaredError());
  } else {
    function(BinaryCrossEntropy());
  }
}

}  // namespace spiral::simd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
