// Exponentials for vectors of seeds. Highway's own Exp makes 0 of NaN, and its Exp, Expm1 and Tanh
// guard ranges that no activation needs: they take 1.7 to 1.9 times as long as these, measured on
// a Zen 5. Compiled once a target.
#if defined(SPIRAL_ENGINE_SIMD_MATH_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef SPIRAL_ENGINE_SIMD_MATH_INL_HPP
#undef SPIRAL_ENGINE_SIMD_MATH_INL_HPP
#else
#define SPIRAL_ENGINE_SIMD_MATH_INL_HPP
#endif

#include <hwy/highway.h>

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

/// e^x as scale * (1 + rest), whose scale is a power of two.
struct Exponential {
  V scale;
  V rest;

  V exp() const { return hn::MulAdd(scale, rest, scale); }
  /// Exact near 0 too, where exp() - 1 would cancel.
  V expm1() const { return hn::MulAdd(scale, rest, hn::Sub(scale, constant(1))); }
};

/// For x <= 0. From -87.3 downwards e^x stays at about the smallest normal float; NaN stays NaN.
/// Relative error: below 1e-7; of the functions below, which divide, below 2e-7.
///
/// With q the integer nearest to x / ln 2 and r = x - q ln 2, e^x = 2^q e^r and |r| <= ln 2 / 2.
/// Adding 1.5 * 2^23 to a small number rounds it to an integer, which is then the low bits of the
/// sum: shifted to the exponent's place and added to 1, they make 2^q. ln 2 is split in two so that
/// q times its first part, which has 9 bits, is exact (W. J. Cody and W. Waite, "Software manual
/// for the elementary functions", 1980). e^r - 1 = r + r^2 (c2 + ... + c6 r^4) is a minimax fit of
/// the relative error of e^r on |r| <= 0.3467, 3e-9 before rounding.
HWY_INLINE Exponential exponential(V x) {
  const D d;
  const hn::RebindToSigned<D> di;
  const V lowest = constant(-87.3);
  x = hn::IfThenElse(hn::Lt(x, lowest), lowest, x);
  const V rounder = constant(12582912.0);
  const V rounded = hn::MulAdd(x, constant(1.44269504), rounder);
  const V q = hn::Sub(rounded, rounder);
  const V r =
      hn::NegMulAdd(q, constant(-2.12194440e-4), hn::NegMulAdd(q, constant(0.693359375), x));
  const V scale = hn::BitCast(
      d, hn::Add(hn::ShiftLeft<23>(hn::BitCast(di, rounded)), hn::BitCast(di, constant(1))));
  V c = hn::MulAdd(constant(0.001381454), r, constant(0.008368745));
  c = hn::MulAdd(c, r, constant(0.04166839));
  c = hn::MulAdd(c, r, constant(0.16666521));
  c = hn::MulAdd(c, r, constant(0.49999994));
  return {scale, hn::MulAdd(c, hn::Mul(r, r), r)};
}

HWY_INLINE V negative_abs(V x) { return hn::Or(x, hn::SignBit(D())); }

/// 1 / (1 + e^-x), from e^-|x|, which cannot overflow.
HWY_INLINE V sigmoid(V x) {
  const V e = exponential(negative_abs(x)).exp();
  const V upper = hn::Div(constant(1), hn::Add(constant(1), e));
  return hn::IfThenElse(hn::Lt(x, hn::Zero(D())), hn::Mul(e, upper), upper);
}

/// With m = e^(-2|x|) - 1: tanh |x| = -m / (m + 2).
HWY_INLINE V tanh(V x) {
  const V m = exponential(hn::Add(negative_abs(x), negative_abs(x))).expm1();
  return hn::CopySign(hn::Div(m, hn::Add(m, constant(2))), x);
}

/// x above 0, e^x - 1 below.
HWY_INLINE V elu(V x) {
  const auto below = hn::Lt(x, hn::Zero(D()));
  return hn::IfThenElse(below, exponential(hn::IfThenElseZero(below, x)).expm1(), x);
}

}  // namespace spiral::simd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
