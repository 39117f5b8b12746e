// What the order of LibTorch's operations, and so the bits of its results, depends on.
#pragma once

#include <cstddef>

namespace spiral::simd {

enum class Products {
  /// Each is rounded and added from 0 on: the reference BLAS, compiled for processors without FMA.
  rounded,
  /// haswell_tiles.hpp
  haswell_tiles,
  /// mkl_sums.hpp
  mkl_sums
};

struct Arithmetic {
  Products products = Products::rounded;
  /// Floats in a vector of LibTorch's kernels: 8 with AVX2, 16 with AVX-512.
  std::size_t vector_width = 8;
  /// In those of its sums, which since some version stay at 8 with AVX-512.
  std::size_t sum_width = 8;
  /// Whether Adam moves its average gradient by a part of the difference, as Python's does from 2.1
  /// on.
  bool adam_interpolates = false;
  /// Whether the logarithm in BCE is log1p, as from 2.1 on.
  bool bce_takes_log1p = false;
  /// Whether ELU is expm1 below 0, as in 2.9.
  bool elu_takes_expm1 = false;
  /// Replaces each number by its value, whatever stands beside it.
  using Function = void(float* numbers, std::size_t count);
  /// Where they are not SLEEF's tanh and the processor's square root.
  Function* tanh = nullptr;
  Function* sqrt = nullptr;

  /// Numbers that activations and losses compute at once, two vectors. What is left behind the last
  /// such group is computed one by one, by another exponential.
  std::size_t group() const { return 2 * vector_width; }

  bool operator==(const Arithmetic&) const = default;
};

}  // namespace spiral::simd
