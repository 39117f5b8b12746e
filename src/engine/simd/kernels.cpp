#include "engine/simd/kernels.hpp"

#include <algorithm>
#include <utility>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "engine/simd/kernels.cpp"
#include <hwy/foreach_target.h>
// After foreach_target.h, as Highway wants it.
#include <hwy/highway.h>

#include "engine/simd/activations_and_losses-inl.hpp"
#include "engine/simd/products-inl.hpp"

HWY_BEFORE_NAMESPACE();
namespace spiral::simd::HWY_NAMESPACE {

std::size_t LaneCount() { return hn::Lanes(D()); }

const char* SimdName() { return hwy::TargetName(HWY_TARGET); }

/// Shape: x [tiles][fan_in][kTile]; y [tiles][fan_out][kTile].
void forward_layer(const Layer& layer, const float* parameters, std::size_t tiles, const float* x,
                   float* y) {
  with_activation(layer.activation, [&]<class A>(A) HWY_ATTR {
    for_each_block(layer.fan_out, [&](std::size_t first, auto size) HWY_ATTR {
      const float* weights = parameters + (layer.weights + first * layer.fan_in) * kLanes;
      const float* biases = parameters + (layer.biases() + first) * kLanes;
      for (std::size_t tile = 0; tile < tiles; ++tile) {
        forward_block<A, size>(weights, biases, layer.fan_in, x + tile * layer.fan_in * kNeuron,
                               y + (tile * layer.fan_out + first) * kNeuron);
      }
    });
  });
}

void forward(const Network& network, const float* parameters, const float* inputs,
             std::size_t tiles, Workspace& workspace) {
  const float* x = inputs;
  for (std::size_t l = 0; l < network.layers.size(); ++l) {
    float* y = workspace.outputs[l].data();
    forward_layer(network.layers[l], parameters, tiles, x, y);
    x = y;
  }
}

void Predict(const Network& network, const float* parameters, const float* inputs,
             std::size_t count, Workspace& workspace, float* outputs) {
  const std::size_t tiles = tiles_for(count);
  forward(network, parameters, inputs, tiles, workspace);
  const float* last = workspace.outputs.back().data();
  with_loss(network.loss, [&]<class L>(L) HWY_ATTR {
    for (std::size_t at = 0; at < tiles * kNeuron; at += kLanes) {
      store(L::output(load(last + at)), outputs + at);
    }
  });
}

/// Leaves the gradient with respect to the network's last sums in `delta`.
void loss_gradient(const Network& network, const Samples& samples, std::size_t batch_size,
                   const float* last, float* delta, float* losses) {
  const V share = constant(1 / static_cast<double>(batch_size));
  with_loss(network.loss, [&]<class L>(L) HWY_ATTR {
    V sum = load(losses);
    for (std::size_t at = 0; at < samples.count * kLanes; at += kLanes) {
      const SampleLoss sample = L::loss(load(last + at), load(samples.targets + at));
      sum = hn::MulAdd(sample.loss, share, sum);
      store(hn::Mul(sample.gradient, share), delta + at);
    }
    store(sum, losses);
  });
}

/// Shape: delta [tiles][fan_out][kTile]; x [tiles][fan_in][kTile]; gradients [parameters].
void parameter_gradient(const Layer& layer, std::size_t samples, const float* delta, const float* x,
                        float* gradients) {
  float* weights = gradients + layer.weights * kLanes;
  float* biases = gradients + layer.biases() * kLanes;
  for_each_block(layer.fan_out, [&](std::size_t o, auto outs) HWY_ATTR {
    for_each_block(layer.fan_in, [&](std::size_t i, auto ins) HWY_ATTR {
      weight_gradient_block<outs, ins>(layer, samples, delta + o * kNeuron, x + i * kNeuron,
                                       weights + (o * layer.fan_in + i) * kLanes);
    });
    bias_gradient_block<outs>(layer, samples, delta + o * kNeuron, biases + o * kLanes);
  });
}

/// Shape: delta [tiles][layer.fan_out][kTile]; y and delta_below [tiles][layer.fan_in][kTile].
void input_gradient(const Layer& layer, const Layer& below, const float* parameters,
                    std::size_t tiles, const float* delta, const float* y, float* delta_below) {
  with_activation(below.activation, [&]<class A>(A) HWY_ATTR {
    for_each_block(layer.fan_in, [&](std::size_t first, auto size) HWY_ATTR {
      const float* weights = parameters + (layer.weights + first) * kLanes;
      for (std::size_t tile = 0; tile < tiles; ++tile) {
        const std::size_t at = (tile * layer.fan_in + first) * kNeuron;
        input_gradient_block<A, size>(weights, layer, delta + tile * layer.fan_out * kNeuron,
                                      y + at, delta_below + at);
      }
    });
  });
}

void Backpropagate(const Network& network, const float* parameters, const Samples& samples,
                   std::size_t batch_size, Workspace& workspace, float* gradients, float* losses) {
  const std::size_t tiles = tiles_for(samples.count);
  forward(network, parameters, samples.inputs, tiles, workspace);
  loss_gradient(network, samples, batch_size, workspace.outputs.back().data(),
                workspace.delta.data(), losses);
  for (std::size_t l = network.layers.size(); l-- > 0;) {
    const Layer& layer = network.layers[l];
    const float* x = l == 0 ? samples.inputs : workspace.outputs[l - 1].data();
    parameter_gradient(layer, samples.count, workspace.delta.data(), x, gradients);
    if (l == 0) break;
    input_gradient(layer, network.layers[l - 1], parameters, tiles, workspace.delta.data(), x,
                   workspace.delta_below.data());
    std::swap(workspace.delta, workspace.delta_below);
  }
}

}  // namespace spiral::simd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace spiral::simd {

HWY_EXPORT(LaneCount);
HWY_EXPORT(SimdName);
HWY_EXPORT(Predict);
HWY_EXPORT(Backpropagate);

std::size_t lane_count() { return HWY_DYNAMIC_DISPATCH(LaneCount)(); }

std::string simd_name() { return HWY_DYNAMIC_DISPATCH(SimdName)(); }

Workspace::Workspace(const Network& network, std::size_t samples) {
  const std::size_t tile_floats = tiles_for(samples) * kTile * lane_count();
  std::size_t widest = 0;
  for (const Layer& layer : network.layers) {
    outputs.emplace_back(layer.fan_out * tile_floats);
    widest = std::max(widest, layer.fan_out);
  }
  delta.resize(widest * tile_floats);
  delta_below.resize(widest * tile_floats);
}

void predict(const Network& network, const float* parameters, const float* inputs,
             std::size_t count, Workspace& workspace, float* outputs) {
  HWY_DYNAMIC_DISPATCH(Predict)(network, parameters, inputs, count, workspace, outputs);
}

void backpropagate(const Network& network, const float* parameters, const Samples& samples,
                   std::size_t batch_size, Workspace& workspace, float* gradients, float* losses) {
  HWY_DYNAMIC_DISPATCH(Backpropagate)
  (network, parameters, samples, batch_size, workspace, gradients, losses);
}

}  // namespace spiral::simd
#endif
