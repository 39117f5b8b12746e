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

/// Each returns by how much a parameter falls, and takes the gradient into its memory.
struct Sgd {
  static constexpr int kMemories = 0;
  V rate;

  HWY_INLINE V fall(V g, Memory&) const { return hn::Mul(rate, g); }
};

struct Adam {
  static constexpr int kMemories = 2;
  V rate, take_mean, keep_square, take_square, epsilon;

  HWY_INLINE V fall(V g, Memory& memory) const {
    memory.other = hn::MulAdd(take_mean, hn::Sub(g, memory.other), memory.other);
    memory.square = hn::MulAdd(keep_square, memory.square, hn::Mul(take_square, hn::Mul(g, g)));
    return hn::Mul(rate, hn::Div(memory.other, hn::Add(hn::Sqrt(memory.square), epsilon)));
  }
};

/// RMSprop, and with nothing forgotten Adagrad.
struct RootOfSquares {
  static constexpr int kMemories = 1;
  V rate, keep_square, take_square, epsilon;

  HWY_INLINE V fall(V g, Memory& memory) const {
    memory.square = hn::MulAdd(keep_square, memory.square, hn::Mul(take_square, hn::Mul(g, g)));
    return hn::Mul(rate, hn::Div(g, hn::Add(hn::Sqrt(memory.square), epsilon)));
  }
};

struct Adadelta {
  static constexpr int kMemories = 2;
  V rate, keep, take, epsilon;

  HWY_INLINE V fall(V g, Memory& memory) const {
    memory.square = hn::MulAdd(keep, memory.square, hn::Mul(take, hn::Mul(g, g)));
    const V ratio = hn::Div(hn::Add(memory.other, epsilon), hn::Add(memory.square, epsilon));
    const V delta = hn::Mul(hn::Sqrt(ratio), g);
    memory.other = hn::MulAdd(keep, memory.other, hn::Mul(take, hn::Mul(delta, delta)));
    return hn::Mul(rate, delta);
  }
};

template <class Method>
void step_all(const Method& method, std::size_t count, float* HWY_RESTRICT parameters,
              float* HWY_RESTRICT gradients, float* HWY_RESTRICT square,
              float* HWY_RESTRICT other) {
  for (std::size_t at = 0; at < count * kLanes; at += kLanes) {
    Memory memory{hn::Zero(D()), hn::Zero(D())};
    if constexpr (Method::kMemories > 0) memory.square = load(square + at);
    if constexpr (Method::kMemories > 1) memory.other = load(other + at);
    store(hn::Sub(load(parameters + at), method.fall(load(gradients + at), memory)),
          parameters + at);
    store(hn::Zero(D()), gradients + at);
    if constexpr (Method::kMemories > 0) store(memory.square, square + at);
    if constexpr (Method::kMemories > 1) store(memory.other, other + at);
  }
}

/// Adam's two corrections for averages that began at 0, folded into its rate and its epsilon.
Adam adam(const StepRule& rule, std::int64_t steps) {
  const auto t = static_cast<double>(steps);
  const double root_correction = std::sqrt(1 - std::pow(rule.square_decay, t));
  const double mean_correction = 1 - std::pow(rule.mean_decay, t);
  return {constant(rule.learning_rate * root_correction / mean_correction),
          constant(1 - rule.mean_decay), constant(rule.square_decay),
          constant(1 - rule.square_decay), constant(rule.epsilon * root_correction)};
}

void Step(const StepRule& rule, std::int64_t steps, std::size_t count, float* parameters,
          float* gradients, float* square, float* other) {
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
      return step(adam(rule, steps));
    case Optimizer::rmsprop:
      return step(RootOfSquares{rate, keep, take, epsilon});
    case Optimizer::adadelta:
      return step(Adadelta{rate, keep, take, epsilon});
    case Optimizer::adagrad:
      return step(RootOfSquares{rate, constant(1), constant(1), epsilon});
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

void LaneOptimizer::step(float* parameters, float* gradients) {
  ++steps_;
  HWY_DYNAMIC_DISPATCH(Step)
  (rule_, steps_, parameters_, parameters, gradients, square_.data(), other_.data());
}

}  // namespace spiral::simd
#endif
