// The hidden activations and the two losses for vectors of seeds, operation by operation as
// LibTorch's kernels compute them. Compiled once a target.
// Source: aten/src/ATen/native/cpu/{Activation,BinaryOps,UnaryOps}Kernel.cpp and
// aten/src/ATen/native/Loss.cpp of LibTorch 1.13.1.
#if defined(SPIRAL_ENGINE_SIMD_ACTIVATIONS_AND_LOSSES_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef SPIRAL_ENGINE_SIMD_ACTIVATIONS_AND_LOSSES_INL_HPP
#undef SPIRAL_ENGINE_SIMD_ACTIVATIONS_AND_LOSSES_INL_HPP
#else
#define SPIRAL_ENGINE_SIMD_ACTIVATIONS_AND_LOSSES_INL_HPP
#endif

#include "core/train_config.hpp"
#include "engine/simd/math-inl.hpp"
#include "engine/simd/network.hpp"

HWY_BEFORE_NAMESPACE();
namespace spiral::simd::HWY_NAMESPACE {

/// An activation's value y, and what its gradient is computed from: y itself, or its slope.
struct Activated {
  V value;
  V kept;
};

/// Each has `apply<Exp>(x)` and `gradient(g, kept)`, the gradient with respect to x where g is that
/// with respect to the value. `kIsCheap`: without a call, so that sums stay in their registers.
/// `kKeepsSlope`: what is kept is not the value.
struct Identity {
  static constexpr bool kIsCheap = true;
  static constexpr bool kKeepsSlope = false;
  template <class Exp>
  HWY_INLINE static Activated apply(V x) {
    return {x, x};
  }
  HWY_INLINE static V gradient(V g, V) { return g; }
};

struct Relu : Identity {
  template <class Exp>
  HWY_INLINE static Activated apply(V x) {
    const V y = hn::IfThenZeroElse(hn::Lt(x, hn::Zero(D())), x);  // NaN stays NaN
    return {y, y};
  }
  HWY_INLINE static V gradient(V g, V y) { return hn::IfThenZeroElse(hn::Le(y, hn::Zero(D())), g); }
};

struct Sigmoid {
  static constexpr bool kIsCheap = false;
  static constexpr bool kKeepsSlope = false;
  template <class Exp>
  HWY_INLINE static Activated apply(V x) {
    const V y = sigmoid<Exp>(x);
    return {y, y};
  }
  HWY_INLINE static V gradient(V g, V y) { return hn::Mul(hn::Mul(g, hn::Sub(constant(1), y)), y); }
};

struct Tanh {
  static constexpr bool kIsCheap = false;
  static constexpr bool kKeepsSlope = false;
  template <class Exp>
  HWY_INLINE static Activated apply(V x) {
    const V y = sleef_tanh(x);
    return {y, y};
  }
  HWY_INLINE static V gradient(V g, V y) { return hn::Mul(g, hn::NegMulAdd(y, y, constant(1))); }
};

struct Elu {
  static constexpr bool kIsCheap = false;
  static constexpr bool kKeepsSlope = true;
  template <class Exp>
  HWY_INLINE static Activated apply(V x) {
    const auto is_positive = hn::Gt(x, hn::Zero(D()));
    const V e = Exp::exp(x);
    return {hn::IfThenElse(is_positive, x, Exp::less_one(x, e)),
            hn::IfThenElse(is_positive, constant(1), e)};
  }
  HWY_INLINE static V gradient(V g, V slope) { return hn::Mul(g, slope); }
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

/// A sample's loss, and its share of the mean's gradient with respect to the network's last sum z.
struct SampleLoss {
  V loss;
  V gradient;
};

/// (p - t)^2 with p = sigmoid(z).
struct MeanSquaredError {
  explicit MeanSquaredError(std::size_t batch_size)
      : norm(constant(2 / static_cast<double>(batch_size))) {}

  HWY_INLINE static V output(V z) { return sigmoid<VectorExp>(z); }

  template <class Exp>
  HWY_INLINE SampleLoss loss(V z, V target) const {
    const V p = sigmoid<Exp>(z);
    const V error = hn::Sub(p, target);
    return {hn::Mul(error, error), Sigmoid::gradient(hn::Mul(norm, error), p)};
  }

  V norm;
};

/// -t ln p - (1 - t) ln(1 - p) with p = sigmoid(z), in the form that no logit overflows:
/// (1 - t) z + max(-z, 0) + ln(1 + e^-|z|). LibTorch 1.13 adds two exponentials, of which one is e^0.
template <bool takes_log1p>
struct BinaryCrossEntropy {
  explicit BinaryCrossEntropy(std::size_t batch_size)
      : count(constant(static_cast<double>(batch_size))) {}

  HWY_INLINE static V output(V z) { return z; }

  template <class Exp>
  HWY_INLINE SampleLoss loss(V z, V target) const {
    const V against = hn::Mul(hn::Sub(constant(1), target), z);
    const V negative = hn::IfThenElseZero(hn::Lt(z, hn::Zero(D())), hn::Neg(z));
    const V e = sleef_exp(hn::Or(z, hn::SignBit(D())));
    const V sum = takes_log1p
                      ? hn::Add(against, hn::Add(negative, sleef_log1p(e)))
                      : hn::Add(hn::Add(against, negative), sleef_log(hn::Add(constant(1), e)));
    return {sum, hn::Div(hn::Sub(sigmoid<Exp>(z), target), count)};
  }

  V count;
};

/// Calls `function` with the loss.
template <class Function>
HWY_INLINE void with_loss(const Network& network, std::size_t batch_size,
                          const Function& function) {
  if (network.loss == Loss::mse) return function(MeanSquaredError(batch_size));
  if (network.arithmetic.bce_takes_log1p) return function(BinaryCrossEntropy<true>(batch_size));
  function(BinaryCrossEntropy<false>(batch_size));
}

}  // namespace spiral::simd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
