// The three products of backpropagation for vectors of seeds, in blocks whose sums stay in
// registers while each loaded vector serves several of them. Compiled once a target.
#if defined(SPIRAL_ENGINE_FUSED_PRODUCTS_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef SPIRAL_ENGINE_FUSED_PRODUCTS_INL_HPP
#undef SPIRAL_ENGINE_FUSED_PRODUCTS_INL_HPP
#else
#define SPIRAL_ENGINE_FUSED_PRODUCTS_INL_HPP
#endif

#include <array>
#include <type_traits>
#include <utility>

#include "engine/fused/activation-inl.hpp"
#include "engine/fused/network.hpp"
#include "engine/fused/tile.hpp"

HWY_BEFORE_NAMESPACE();
namespace spiral::fused::HWY_NAMESPACE {

/// Neurons in a block. 32 registers hold 5 x 5 sums and a row of factors, or 5 neurons of a tile
/// and a sample of each; 16 hold 3 x 3 or 3 neurons of a tile.
constexpr std::size_t kBlock = kLanes >= 16 || HWY_ARCH_ARM_A64 ? 5 : 3;

/// Floats from one neuron to the next within a tile.
constexpr std::size_t kNeuron = kTile * kLanes;

/// Calls `function` with 0 ... count - 1 as constants: what they index stays in registers.
template <std::size_t count, class Function>
HWY_INLINE void unroll(const Function& function) {
  [&]<std::size_t... i>(std::index_sequence<i...>) HWY_ATTR {
    (function(std::integral_constant<std::size_t, i>()), ...);
  }
  (std::make_index_sequence<count>());
}

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

/// y = A(W x + b) for `neurons` outputs of one tile.
/// Shape: weights [neurons][fan_in]; x [fan_in][kTile]; y [neurons][kTile].
template <class A, std::size_t neurons>
HWY_INLINE void forward_block(const float* HWY_RESTRICT weights, const float* HWY_RESTRICT biases,
                              std::size_t fan_in, const float* HWY_RESTRICT x,
                              float* HWY_RESTRICT y) {
  V sum[neurons][kTile];
  unroll<neurons>([&](auto o) HWY_ATTR {
    unroll<kTile>([&](auto s) HWY_ATTR { sum[o][s] = load(biases + o * kLanes); });
  });
  for (std::size_t i = 0; i < fan_in; ++i, x += kNeuron, weights += kLanes) {
    V sample[kTile];
    unroll<kTile>([&](auto s) HWY_ATTR { sample[s] = load(x + s * kLanes); });
    unroll<neurons>([&](auto o) HWY_ATTR {
      const V weight = load(weights + o * fan_in * kLanes);
      unroll<kTile>([&](auto s) HWY_ATTR { sum[o][s] = hn::MulAdd(weight, sample[s], sum[o][s]); });
    });
  }
  unroll<neurons>([&](auto o) HWY_ATTR {
    unroll<kTile>([&](auto s)
                      HWY_ATTR { store(A::value(sum[o][s]), y + o * kNeuron + s * kLanes); });
  });
}

/// The gradient with respect to what entered the activation A of the layer below, for `neurons` of
/// its outputs y of one tile, from `delta`, the gradient with respect to this layer's sums.
/// Shape: weights [fan_out][fan_in], from the first of these inputs on; delta [fan_out][kTile]; y
/// and below [neurons][kTile].
template <class A, std::size_t neurons>
HWY_INLINE void input_gradient_block(const float* HWY_RESTRICT weights, const Layer& layer,
                                     const float* HWY_RESTRICT delta, const float* HWY_RESTRICT y,
                                     float* HWY_RESTRICT below) {
  V sum[neurons][kTile];
  unroll<neurons>(
      [&](auto i) HWY_ATTR { unroll<kTile>([&](auto s) HWY_ATTR { sum[i][s] = hn::Zero(D()); }); });
  for (std::size_t o = 0; o < layer.fan_out;
       ++o, delta += kNeuron, weights += layer.fan_in * kLanes) {
    V sample[kTile];
    unroll<kTile>([&](auto s) HWY_ATTR { sample[s] = load(delta + s * kLanes); });
    unroll<neurons>([&](auto i) HWY_ATTR {
      const V weight = load(weights + i * kLanes);
      unroll<kTile>([&](auto s) HWY_ATTR { sum[i][s] = hn::MulAdd(weight, sample[s], sum[i][s]); });
    });
  }
  unroll<neurons>([&](auto i) HWY_ATTR {
    unroll<kTile>([&](auto s) HWY_ATTR {
      constexpr std::size_t at = i * kNeuron + s * kLanes;
      store(A::gradient(sum[i][s], load(y + at)), below + at);
    });
  });
}

/// Adds one sample's errors times inputs.
template <std::size_t outs, std::size_t ins>
HWY_INLINE void add_sample(const float* HWY_RESTRICT delta, const float* HWY_RESTRICT x,
                           V (&sum)[outs][ins]) {
  V input[ins];
  unroll<ins>([&](auto i) HWY_ATTR { input[i] = load(x + i * kNeuron); });
  unroll<outs>([&](auto o) HWY_ATTR {
    const V error = load(delta + o * kNeuron);
    unroll<ins>([&](auto i) HWY_ATTR { sum[o][i] = hn::MulAdd(error, input[i], sum[o][i]); });
  });
}

/// Adds to the gradients of `outs` x `ins` of a layer's weights what the samples contribute.
/// Shape: delta [tiles][fan_out][kTile] and x [tiles][fan_in][kTile], from the first of these
/// neurons on; gradient [outs][fan_in], from the first of these inputs on.
template <std::size_t outs, std::size_t ins>
HWY_INLINE void weight_gradient_block(const Layer& layer, std::size_t samples,
                                      const float* HWY_RESTRICT delta, const float* HWY_RESTRICT x,
                                      float* HWY_RESTRICT gradient) {
  V sum[outs][ins];
  const auto place = [&](std::size_t o, std::size_t i)
                         HWY_ATTR { return gradient + (o * layer.fan_in + i) * kLanes; };
  unroll<outs>([&](auto o) HWY_ATTR {
    unroll<ins>([&](auto i) HWY_ATTR { sum[o][i] = load(place(o, i)); });
  });
  for (; samples >= kTile; samples -= kTile) {
    unroll<kTile>([&](auto s) HWY_ATTR { add_sample(delta + s * kLanes, x + s * kLanes, sum); });
    delta += layer.fan_out * kNeuron;
    x += layer.fan_in * kNeuron;
  }
  for (std::size_t s = 0; s < samples; ++s) add_sample(delta + s * kLanes, x + s * kLanes, sum);
  unroll<outs>([&](auto o) HWY_ATTR {
    unroll<ins>([&](auto i) HWY_ATTR { store(sum[o][i], place(o, i)); });
  });
}

/// Adds to the gradient of one bias.
/// Shape: delta [tiles][fan_out][kTile], from its neuron on.
HWY_INLINE void add_bias_gradient(const Layer& layer, std::size_t samples,
                                  const float* HWY_RESTRICT delta, float* HWY_RESTRICT gradient) {
  V sum = load(gradient);
  for (; samples >= kTile; samples -= kTile, delta += layer.fan_out * kNeuron) {
    unroll<kTile>([&](auto s) HWY_ATTR { sum = hn::Add(sum, load(delta + s * kLanes)); });
  }
  for (std::size_t s = 0; s < samples; ++s) sum = hn::Add(sum, load(delta + s * kLanes));
  store(sum, gradient);
}

}  // namespace spiral::fused::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
