#include "engine/simd/optimizer.hpp"

#include <cmath>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "engine/simd/optimizer.cpp"
#include <hwy/foreach_target.h>
// After foreach_target.h, as Highway wants it.
#include <hwy/highway.h>

#include "engine/simd/math-inl.hpp"

HWY_BEFORE_NAMESPACE();
namespace spiral::simd::HWY_NAMESPACE {

/// A method's state for one vector of parameters; what it does not remember is not touched.
struct Memory {
  V square;
  V other;
};

/// Each returns the parameter w after a step along its gradient g, which goes into its memory.
struct Sgd {
  static constexpr int kMemories = 0;
  V rate;

  HWY_INLINE V step(V w, V g, Memory&) const { return hn::NegMulAdd(g, rate, w); }
};

template <bool interpolates>
struct Adam {
  static constexpr int kMemories = 2;
  V step_size, keep_mean, take_mean, keep_square, take_square, root_correction, epsilon;

  HWY_INLINE V step(V w, V g, Memory& memory) const {
    memory.other = interpolates ? hn::MulAdd(take_mean, hn::Sub(g, memory.other), memory.other)
                                : hn::MulAdd(g, take_mean, hn::Mul(memory.other, keep_mean));
    memory.square = hn::MulAdd(hn::Mul(take_square, g), g, hn::Mul(memory.square, keep_square));
    const V root = hn::Add(hn::Div(hn::Sqrt(memory.square), root_correction), epsilon);
    return hn::Sub(w, hn::Div(hn::Mul(step_size, memory.other), root));
  }
};

struct RmsProp {
  static constexpr int kMemories = 1;
  V rate, keep, take, epsilon;

  HWY_INLINE V step(V w, V g, Memory& memory) const {
    memory.square = hn::MulAdd(hn::Mul(take, g), g, hn::Mul(memory.square, keep));
    return hn::Sub(w, hn::Div(hn::Mul(rate, g), hn::Add(hn::Sqrt(memory.square), epsilon)));
  }
};

struct Adagrad {
  static constexpr int kMemories = 1;
  V rate, epsilon;

  HWY_INLINE V step(V w, V g, Memory& memory) const {
    memory.square = hn::MulAdd(g, g, memory.square);
    return hn::Sub(w, hn::Div(hn::Mul(rate, g), hn::Add(hn::Sqrt(memory.square), epsilon)));
  }
};

struct Adadelta {
  static constexpr int kMemories = 2;
  V rate, keep, take, epsilon;

  HWY_INLINE V step(V w, V g, Memory& memory) const {
    memory.square = hn::MulAdd(hn::Mul(take, g), g, hn::Mul(memory.square, keep));
    const V deviation = hn::Sqrt(hn::Add(memory.square, epsilon));
    const V delta = hn::Mul(hn::Div(hn::Sqrt(hn::Add(memory.other, epsilon)), deviation), g);
    memory.other = hn::MulAdd(hn::Mul(take, delta), delta, hn::Mul(memory.other, keep));
    return hn::NegMulAdd(delta, rate, w);
  }
};

template <class Method>
void step_all(const Method& method, std::size_t count, float* HWY_RESTRICT parameters,
              const float* HWY_RESTRICT gradients, float* HWY_RESTRICT square,
              float* HWY_RESTRICT other) {
  for (std::size_t at = 0; at < count * kLanes; at += kLanes) {
    Memory memory{hn::Zero(D()), hn::Zero(D())};
    if constexpr (Method::kMemories > 0) memory.square = load(square + at);
    if constexpr (Method::kMemories > 1) memory.other = load(other + at);
    store(method.step(load(parameters + at), load(gradients + at), memory), parameters + at);
    if constexpr (Method::kMemories > 0) store(memory.square, square + at);
    if constexpr (Method::kMemories > 1) store(memory.other, other + at);
  }
}

/// Two corrections make up for averages that began at 0.
template <bool interpolates>
Adam<interpolates> adam(const StepRule& rule, std::int64_t steps) {
  const auto t = static_cast<double>(steps);
  return {constant(rule.learning_rate / (1 - std::pow(rule.mean_decay, t))),
          constant(rule.mean_decay),
          constant(1 - rule.mean_decay),
          constant(rule.square_decay),
          constant(1 - rule.square_decay),
          constant(std::sqrt(1 - std::pow(rule.square_decay, t))),
          constant(rule.epsilon)};
}

void Step(const StepRule& rule, std::int64_t steps, std::size_t count, float* parameters,
          const float* gradients, float* square, float* other) {
  const V rate = constant(rule.learning_rate);
  const V keep = constant(rule.square_decay);
  const V take = constant(1 - rule.square_decay);
  const V epsilon = constant(rule.epsilon);
  const auto step = [&](const auto& method)
                        HWY_ATTR { step_all(method, count, parameters, gradients, square, other); };
  switch (rule.optimizer) {
    case Optimizer::sgd:
      return step(Sgd{rate});
    case Optimizer::adam:
      return rule.arithmetic.adam_interpolates ? step(adam<true>(rule, steps))
                                               : step(adam<false>(rule, steps));
    case Optimizer::rmsprop:
      return step(RmsProp{rate, keep, take, epsilon});
    case Optimizer::adadelta:
      return step(Adadelta{rate, keep, take, epsilon});
    case Optimizer::adagrad:
      return step(Adagrad{rate, epsilon});
  }
}

}  // namespace spiral::simd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace spiral::simd {

HWY_EXPORT(Step);

LaneOptimizer::LaneOptimizer(const StepRule& rule, std::size_t parameters)
    : rule_(rule), parameters_(parameters) {
  const bool second = rule.optimizer == Optimizer::adam || rule.optimizer == Optimizer::adadelta;
  if (rule.optimizer != Optimizer::sgd) square_.resize(parameters * lane_count());
  if (second) other_.resize(parameters * lane_count());
}

void LaneOptimizer::step(float* parameters, const float* gradients) {
  ++steps_;
  HWY_DYNAMIC_DISPATCH(Step)
  (rule_, steps_, parameters_, parameters, gradients, square_.data(), other_.data());
}

}  // namespace spiral::simd
#endif
