// The five optimizers for vectors of seeds.
#pragma once

#include <cstddef>
#include <cstdint>

#include "core/train_config.hpp"
#include "engine/simd/arithmetic.hpp"
#include "engine/simd/lane_array.hpp"

namespace spiral::simd {

/// An optimizer and what it is set to; each reads only the fields that its method has.
struct StepRule {
  Optimizer optimizer;
  double learning_rate;
  /// How slowly the running average of the gradient forgets: Adam's beta1.
  double mean_decay = 0;
  /// How slowly that of its square forgets: Adam's beta2, RMSprop's alpha, Adadelta's rho.
  double square_decay = 0;
  double epsilon = 0;
  Arithmetic arithmetic = {};
};

/// What a method remembers of so many parameters, and where it takes roots.
/// Shape: [count][lanes], and two such for the roots; null where the method has none.
struct State {
  std::size_t count;
  float* square;
  float* other;
  float* roots;
};

/// Steps along gradients, with the operations of torch::optim's methods and of those in
/// notebook/optimizers.cpp.
class LaneOptimizer {
 public:
  LaneOptimizer(const StepRule& rule, std::size_t parameters);

  /// Moves the parameters.
  /// Shape: both [parameters][lanes].
  void step(float* parameters, const float* gradients);

 private:
  StepRule rule_;
  std::size_t parameters_;
  std::int64_t steps_ = 0;
  /// Running average, or sum, of squared gradients, and a second memory: Adam's average gradient or
  /// Adadelta's average squared step. Empty where the method has none.
  /// Shape: [parameters][lanes].
  LaneArray<float> square_;
  LaneArray<float> other_;
  /// Only where a function for many numbers takes the roots.
  LaneArray<float> roots_;
};

}  // namespace spiral::simd
