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

/// Numbers whose square roots a step takes, then these roots.
struct Roots {
  V first;
  V second;
};

/// Each has its memory take a gradient g, names what it takes roots of, and returns the parameter w
/// after a step.
struct Sgd {
  static constexpr int kMemories = 0;
  static constexpr int kRoots = 0;
  V rate;

  HWY_INLINE void take_in(V, Memory&) const {}
  HWY_INLINE Roots squares(const Memory& memory) const { return {memory.square, memory.other}; }
  HWY_INLINE V step(V w, V g, const Roots&, Memory&) const { return hn::NegMulAdd(g, rate, w); }
};

template <bool interpolates>
struct Adam {
  static constexpr int kMemories = 2;
  static constexpr int kRoots = 1;
  V step_size, keep_mean, take_mean, keep_square, take_square, root_correction, epsilon;

  HWY_INLINE void take_in(V g, Memory& memory) const {
    memory.other = interpolates ? hn::MulAdd(take_mean, hn::Sub(g, memory.other), memory.other)
                                : hn::MulAdd(g, take_mean, hn::Mul(memory.other, keep_mean));
    memory.square = hn::MulAdd(hn::Mul(take_square, g), g, hn::Mul(memory.square, keep_square));
  }
  HWY_INLINE Roots squares(const Memory& memory) const { return {memory.square, memory.other}; }
  HWY_INLINE V step(V w, V, const Roots& roots, Memory& memory) const {
    const V root = hn::Add(hn::Div(roots.first, root_correction), epsilon);
    return hn::Sub(w, hn::Div(hn::Mul(step_size, memory.other), root));
  }
};

struct RmsProp {
  static constexpr int kMemories = 1;
  static constexpr int kRoots = 1;
  V rate, keep, take, epsilon;

  HWY_INLINE void take_in(V g, Memory& memory) const {
    memory.square = hn::MulAdd(hn::Mul(take, g), g, hn::Mul(memory.square, keep));
  }
  HWY_INLINE Roots squares(const Memory& memory) const { return {memory.square, memory.other}; }
  HWY_INLINE V step(V w, V g, const Roots& roots, Memory&) const {
    return hn::Sub(w, hn::Div(hn::Mul(rate, g), hn::Add(roots.first, epsilon)));
  }
};

struct Adagrad {
  static constexpr int kMemories = 1;
  static constexpr int kRoots = 1;
  V rate, epsilon;

  HWY_INLINE void take_in(V g, Memory& memory) const {
    memory.square = hn::MulAdd(g, g, memory.square);
  }
  HWY_INLINE Roots squares(const Memory& memory) const { return {memory.square, memory.other}; }
  HWY_INLINE V step(V w, V g, const Roots& roots, Memory&) const {
    return hn::Sub(w, hn::Div(hn::Mul(rate, g), hn::Add(roots.first, epsilon)));
  }
};

struct Adadelta {
  static constexpr int kMemories = 2;
  static constexpr int kRoots = 2;
  V rate, keep, take, epsilon;

  HWY_INLINE void take_in(V g, Memory& memory) const {
    memory.square = hn::MulAdd(hn::Mul(take, g), g, hn::Mul(memory.square, keep));
  }
  HWY_INLINE Roots squares(const Memory& memory) const {
    return {hn::Add(memory.square, epsilon), hn::Add(memory.other, epsilon)};
  }
  HWY_INLINE V step(V w, V g, const Roots& roots, Memory& memory) const {
    const V delta = hn::Mul(hn::Div(roots.second, roots.first), g);
    memory.other = hn::MulAdd(hn::Mul(take, delta), delta, hn::Mul(memory.other, keep));
    return hn::NegMulAdd(delta, rate, w);
  }
};

template <class Method>
HWY_INLINE Memory load_memory(const State& state, std::size_t at) {
  Memory memory{hn::Zero(D()), hn::Zero(D())};
  if constexpr (Method::kMemories > 0) memory.square = load(state.square + at);
  if constexpr (Method::kMemories > 1) memory.other = load(state.other + at);
  return memory;
}

template <class Method>
HWY_INLINE void store_memory(const Memory& memory, const State& state, std::size_t at) {
  if constexpr (Method::kMemories > 0) store(memory.square, state.square + at);
  if constexpr (Method::kMemories > 1) store(memory.other, state.other + at);
}

template <class Method>
void step_all(const Method& method, const State& state, float* HWY_RESTRICT parameters,
              const float* HWY_RESTRICT gradients) {
  for (std::size_t at = 0; at < state.count * kLanes; at += kLanes) {
    const V g = load(gradients + at);
    Memory memory = load_memory<Method>(state, at);
    method.take_in(g, memory);
    Roots roots = method.squares(memory);
    if constexpr (Method::kRoots > 0) roots.first = hn::Sqrt(roots.first);
    if constexpr (Method::kRoots > 1) roots.second = hn::Sqrt(roots.second);
    store(method.step(load(parameters + at), g, roots, memory), parameters + at);
    store_memory<Method>(memory, state, at);
  }
}

/// The same with roots by a function for many numbers.
template <class Method>
void step_all_by(Arithmetic::Function* sqrt, const Method& method, const State& state,
                 float* HWY_RESTRICT parameters, const float* HWY_RESTRICT gradients) {
  const std::size_t numbers = state.count * kLanes;
  float* const first = state.roots;
  float* const second = state.roots + numbers;
  for (std::size_t at = 0; at < numbers; at += kLanes) {
    Memory memory = load_memory<Method>(state, at);
    method.take_in(load(gradients + at), memory);
    store_memory<Method>(memory, state, at);
    const Roots squares = method.squares(memory);
    store(squares.first, first + at);
    if constexpr (Method::kRoots > 1) store(squares.second, second + at);
  }
  sqrt(first, Method::kRoots * numbers);
  for (std::size_t at = 0; at < numbers; at += kLanes) {
    Memory memory = load_memory<Method>(state, at);
    Roots roots{load(first + at), hn::Zero(D())};
    if constexpr (Method::kRoots > 1) roots.second = load(second + at);
    store(method.step(load(parameters + at), load(gradients + at), roots, memory), parameters + at);
    store_memory<Method>(memory, state, at);
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

void Step(const StepRule& rule, std::int64_t steps, const State& state, float* parameters,
          const float* gradients) {
  const V rate = constant(rule.learning_rate);
  const V keep = constant(rule.square_decay);
  const V take = constant(1 - rule.square_decay);
  const V epsilon = constant(rule.epsilon);
  Arithmetic::Function* const sqrt = rule.arithmetic.sqrt;
  const auto step = [&]<class Method>(const Method& method) HWY_ATTR {
    if constexpr (Method::kRoots > 0) {
      if (sqrt != nullptr) return step_all_by(sqrt, method, state, parameters, gradients);
    }
    step_all(method, state, parameters, gradients);
  };
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
  const std::size_t numbers = parameters * lane_count();
  const bool second = rule.optimizer == Optimizer::adam || rule.optimizer == Optimizer::adadelta;
  if (rule.optimizer == Optimizer::sgd) return;
  square_.resize(numbers);
  if (second) other_.resize(numbers);
  if (rule.arithmetic.sqrt != nullptr) roots_.resize(2 * numbers);
}

void LaneOptimizer::step(float* parameters, const float* gradients) {
  ++steps_;
  const State state{parameters_, square_.data(), other_.data(), roots_.data()};
  HWY_DYNAMIC_DISPATCH(Step)(rule_, steps_, state, parameters, gradients);
}

}  // namespace spiral::simd
#endif
