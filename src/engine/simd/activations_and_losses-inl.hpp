// The hidden activations for vectors of seeds, their values and their slopes from these values, and
// the two losses. Compiled once a target.
#if defined(SPIRAL_ENGINE_SIMD_ACTIVATIONS_AND_LOSSES_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef SPIRAL_ENGINE_SIMD_ACTIVATIONS_AND_LOSSES_INL_HPP
#undef SPIRAL_ENGINE_SIMD_ACTIVATIONS_AND_LOSSES_INL_HPP
#else
#define SPIRAL_ENGINE_SIMD_ACTIVATIONS_AND_LOSSES_INL_HPP
#endif

#include <hwy/contrib/math/math-inl.h>

#include "core/train_config.hpp"
#include "engine/simd/math-inl.hpp"

HWY_BEFORE_NAMESPACE();
namespace spiral::simd::HWY_NAMESPACE {

/// Each has `value(x)` and `gradient(g, y)`, the gradient with respect to x where g is that with
/// respect to y = value(x). As in LibTorch NaN stays NaN, and ReLU is flat at 0.
struct Relu {
  HWY_INLINE static V value(V x) { return hn::IfThenZeroElse(hn::Lt(x, hn::Zero(D())), x); }
  HWY_INLINE static V gradient(V g, V y) { return hn::IfThenZeroElse(hn::Le(y, hn::Zero(D())), g); }
};

struct Sigmoid {
  HWY_INLINE static V value(V x) { return sigmoid(x); }
  HWY_INLINE static V gradient(V g, V y) { return hn::Mul(g, hn::NegMulAdd(y, y, y)); }
};

struct Tanh {
  HWY_INLINE static V value(V x) { return tanh(x); }
  HWY_INLINE static V gradient(V g, V y) { return hn::Mul(g, hn::NegMulAdd(y, y, constant(1))); }
};

struct Elu {
  HWY_INLINE static V value(V x) { return elu(x); }
  HWY_INLINE static V gradient(V g, V y) {
    return hn::IfThenElse(hn::Lt(y, hn::Zero(D())), hn::MulAdd(g, y, g), g);
  }
};

struct Identity {
  HWY_INLINE static V value(V x) { return x; }
  HWY_INLINE static V gradient(V g, V) { return g; }
};

/// Calls `function` with the activation's type.
template <class Function>
HWY_INLINE void with_activation(Activation activation, const Function& function) {
  switch (activation) {
    case Activation::relu:
      return function(Relu());
    case Activation::sigmoid:
      return function(Sigmoid());
    case Activation::tanh:
      return function(Tanh());
    case Activation::elu:
      return function(Elu());
    case Activation::identity:
      return function(Identity());
  }
}

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
