// The three products of backpropagation for vectors of seeds, in blocks whose sums stay in
// registers while each loaded vector serves several of them, and in the order of LibTorch's BLAS:
// each term is multiplied, rounded and added, from 0 on. Compiled once a target.
#if defined(SPIRAL_ENGINE_SIMD_PRODUCTS_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef SPIRAL_ENGINE_SIMD_PRODUCTS_INL_HPP
#undef SPIRAL_ENGINE_SIMD_PRODUCTS_INL_HPP
#else
#define SPIRAL_ENGINE_SIMD_PRODUCTS_INL_HPP
#endif

#include <cstddef>
#include <type_traits>

#include "engine/simd/activations_and_losses-inl.hpp"
#include "engine/simd/kernels.hpp"
#include "engine/simd/lane_array.hpp"
#include "engine/simd/network.hpp"

/// Loops over a block's sums are written out, for only then do the sums stay in registers.
#define SPIRAL_UNROLL _Pragma("GCC unroll 8")

HWY_BEFORE_NAMESPACE();
namespace spiral::simd::HWY_NAMESPACE {

/// Neurons in a block. 32 registers hold 5 x 5 sums and a row of factors, or 5 neurons of a tile
/// and a sample of each; 16 hold 3 x 3 or 3 neurons of a tile.
constexpr std::size_t kBlock = kLanes >= 16 || HWY_ARCH_ARM_A64 ? 5 : 3;

/// One term of a sum, without FMA: Debian's reference BLAS is compiled for processors that have none.
HWY_INLINE V add_product(V a, V b, V sum) { return hn::Add(sum, hn::Mul(a, b)); }

/// Floats from one neuron to the next within a tile.
constexpr std::size_t kNeuron = kTile * kLanes;

/// Calls `function` with `size`, 1 to `max`, as a constant.
template <std::size_t max, class Function>
HWY_INLINE void with_constant(std::size_t size, const Function& function) {
  if constexpr (max > 1) {
    if (size < max) return with_constant<max - 1>(size, function);
  }
  function(std::integral_constant<std::size_t, max>());
}

/// Cuts `neurons` into blocks of at most kBlock, the last two alike in size, and calls `function`
/// with each one's first neuron and its size as a constant.
template <class Function>
HWY_INLINE void for_each_block(std::size_t neurons, const Function& function) {
  for (std::size_t first = 0; first < neurons;) {
    const std::size_t left = neurons - first;
    const std::size_t size = left > 2 * kBlock ? kBlock : left > kBlock ? (left + 1) / 2 : left;
    with_constant<kBlock>(size, [&](auto block) HWY_ATTR { function(first, block); });
    first += size;
  }
}

/// y = W x + b for `outs` neurons of one tile, with A behind it where A is cheap.
/// Shape: weights [outs][fan_in]; biases [outs]; x [fan_in][kTile]; y [outs][kTile].
template <class A, std::size_t outs>
HWY_INLINE void forward_block(const float* HWY_RESTRICT weights, const float* HWY_RESTRICT biases,
                              std::size_t fan_in, const float* HWY_RESTRICT x,
                              float* HWY_RESTRICT y) {
  V sum[outs][kTile];
  SPIRAL_UNROLL for (std::size_t o = 0; o < outs; ++o) {
    SPIRAL_UNROLL for (std::size_t s = 0; s < kTile; ++s) sum[o][s] = hn::Zero(D());
  }
  for (std::size_t i = 0; i < fan_in; ++i, x += kNeuron, weights += kLanes) {
    SPIRAL_UNROLL for (std::size_t o = 0; o < outs; ++o) {
      const V weight = load(weights + o * fan_in * kLanes);
      SPIRAL_UNROLL for (std::size_t s = 0; s < kTile; ++s) {
        sum[o][s] = add_product(weight, load(x + s * kLanes), sum[o][s]);
      }
    }
  }
  SPIRAL_UNROLL for (std::size_t o = 0; o < outs; ++o, y += kNeuron, biases += kLanes) {
    const V bias = load(biases);
    SPIRAL_UNROLL for (std::size_t s = 0; s < kTile; ++s) {
      V value = hn::Add(sum[o][s], bias);
      if constexpr (A::kIsCheap) value = A::template apply<VectorExp>(value).value;
      store(value, y + s * kLanes);
    }
  }
}

/// The gradient with respect to what entered the activation A of the layer below, for `ins` of its
/// outputs of one tile, from what A kept of them and `delta`, the gradient with respect to this
/// layer's sums.
/// Shape: weights [fan_out][fan_in], from the first of these inputs on; delta [fan_out][kTile]; kept
/// and below [ins][kTile].
template <class A, std::size_t ins>
HWY_INLINE void input_gradient_block(const float* HWY_RESTRICT weights, const Layer& layer,
                                     const float* HWY_RESTRICT delta,
                                     const float* HWY_RESTRICT kept, float* HWY_RESTRICT below) {
  V sum[ins][kTile];
  SPIRAL_UNROLL for (std::size_t i = 0; i < ins; ++i) {
    SPIRAL_UNROLL for (std::size_t s = 0; s < kTile; ++s) sum[i][s] = hn::Zero(D());
  }
  for (std::size_t o = 0; o < layer.fan_out; ++o) {
    SPIRAL_UNROLL for (std::size_t i = 0; i < ins; ++i) {
      const V weight = load(weights + i * kLanes);
      SPIRAL_UNROLL for (std::size_t s = 0; s < kTile; ++s) {
        sum[i][s] = add_product(weight, load(delta + s * kLanes), sum[i][s]);
      }
    }
    delta += kNeuron;
    weights += layer.fan_in * kLanes;
  }
  SPIRAL_UNROLL for (std::size_t i = 0; i < ins; ++i) {
    SPIRAL_UNROLL for (std::size_t s = 0; s < kTile; ++s) {
      const std::size_t at = i * kNeuron + s * kLanes;
      store(A::gradient(sum[i][s], load(kept + at)), below + at);
    }
  }
}

/// Goes on with the gradients of `outs` x `ins` of a layer's weights: sums over the batch, of which
/// this is a part.
/// Shape: delta [tiles][fan_out][kTile] and x [tiles][fan_in][kTile], from the first of these
/// neurons on; gradient [outs][fan_in], from the first of these inputs on.
template <std::size_t outs, std::size_t ins>
HWY_INLINE void weight_gradient_block(const Layer& layer, const BatchPart& part,
                                      const float* HWY_RESTRICT delta, const float* HWY_RESTRICT x,
                                      float* HWY_RESTRICT gradient) {
  V sum[outs][ins];
  SPIRAL_UNROLL for (std::size_t o = 0; o < outs; ++o) {
    SPIRAL_UNROLL for (std::size_t i = 0; i < ins; ++i) {
      sum[o][i] =
          part.first == 0 ? hn::Zero(D()) : load(gradient + (o * layer.fan_in + i) * kLanes);
    }
  }
  for (std::size_t sample = 0; sample < part.count; ++sample) {
    const std::size_t tile = sample / kTile;
    const std::size_t place = sample % kTile * kLanes;
    const float* const errors = delta + tile * layer.fan_out * kNeuron + place;
    const float* const inputs = x + tile * layer.fan_in * kNeuron + place;
    SPIRAL_UNROLL for (std::size_t o = 0; o < outs; ++o) {
      const V error = load(errors + o * kNeuron);
      SPIRAL_UNROLL for (std::size_t i = 0; i < ins; ++i) {
        sum[o][i] = add_product(error, load(inputs + i * kNeuron), sum[o][i]);
      }
    }
  }
  SPIRAL_UNROLL for (std::size_t o = 0; o < outs; ++o) {
    SPIRAL_UNROLL for (std::size_t i = 0; i < ins; ++i) {
      store(sum[o][i], gradient + (o * layer.fan_in + i) * kLanes);
    }
  }
}

}  // namespace spiral::simd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
