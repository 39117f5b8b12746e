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
#include "engine/simd/sums-inl.hpp"

HWY_BEFORE_NAMESPACE();
namespace spiral::simd::HWY_NAMESPACE {

std::size_t LaneCount() { return hn::Lanes(D()); }

const char* SimdName() { return hwy::TargetName(HWY_TARGET); }

/// The place of the first of so many numbers that LibTorch computes one by one.
std::size_t first_scalar(std::size_t numbers, const Arithmetic& arithmetic) {
  return numbers / arithmetic.group() * arithmetic.group();
}

/// Where a sample and a neuron stand in [tiles][neurons][kTile][lanes].
std::size_t place_of(std::size_t sample, std::size_t neurons, std::size_t neuron) {
  return (sample / kTile * neurons + neuron) * kNeuron + sample % kTile * kLanes;
}

/// Applies A to a layer's sums, where that takes more than one operation.
/// Shape: y and slopes [tiles][fan_out][kTile].
template <class A>
void activate(const Layer& layer, const Arithmetic& arithmetic, const BatchPart& part, float* y,
              float* slopes) {
  if (std::is_same_v<A, Tanh> && arithmetic.tanh != nullptr) {
    const std::size_t tiles = (part.count + kTile - 1) / kTile;
    return arithmetic.tanh(y, tiles * layer.fan_out * kNeuron);
  }
  const std::size_t scalar = first_scalar(part.batch_size * layer.fan_out, arithmetic);
  const auto apply = [&]<class Exp>(Exp, std::size_t at) HWY_ATTR {
    const Activated activated = A::template apply<Exp>(load(y + at));
    store(activated.value, y + at);
    if constexpr (A::kKeepsSlope) store(activated.kept, slopes + at);
  };
  for (std::size_t s = 0; s < part.count; ++s) {
    std::size_t at = (s / kTile * layer.fan_out * kTile + s % kTile) * kLanes;
    for (std::size_t o = 0; o < layer.fan_out; ++o, at += kNeuron) {
      const bool is_vector = (part.first + s) * layer.fan_out + o < scalar;
      if (arithmetic.elu_takes_expm1) {
        is_vector ? apply(WithExpm1<VectorExp>(), at) : apply(WithExpm1<ScalarExp>(), at);
      } else {
        is_vector ? apply(VectorExp(), at) : apply(ScalarExp(), at);
      }
    }
  }
}

/// Shape: x [tiles][fan_in][kTile]; y and slopes [tiles][fan_out][kTile].
template <class P>
void forward_layer(const Layer& layer, const Arithmetic& arithmetic, const float* parameters,
                   const BatchPart& part, const float* x, float* y, float* slopes) {
  with_activation(layer.activation, [&]<class A>(A) HWY_ATTR {
    for_each_block_of_samples<P>(
        layer.fan_out, part,
        [&](std::size_t first, auto outs, std::size_t sample, auto samples, bool split) HWY_ATTR {
          const float* weights = parameters + (layer.weights + first * layer.fan_in) * kLanes;
          const float* biases = parameters + (layer.biases() + first) * kLanes;
          const mkl::Dot dot = P::kHasDots ? mkl::dot_at(first, layer.fan_out, part.first + sample,
                                                         part.batch_size, layer.fan_in)
                                           : mkl::Dot();
          forward_block<P, A, outs, samples>(weights, biases, layer.fan_in, split, dot,
                                             x + place_of(sample, layer.fan_in, 0),
                                             y + place_of(sample, layer.fan_out, first));
        });
    if constexpr (!A::kIsCheap) activate<A>(layer, arithmetic, part, y, slopes);
  });
}

template <class P>
void forward(const Network& network, const float* parameters, const float* inputs,
             const BatchPart& part, Workspace& workspace) {
  const float* x = inputs;
  for (std::size_t l = 0; l < network.layers.size(); ++l) {
    float* y = workspace.outputs[l].data();
    forward_layer<P>(network.layers[l], network.arithmetic, parameters, part, x, y,
                     workspace.slopes[l].data());
    x = y;
  }
}

void Predict(const Network& network, const float* parameters, const float* inputs,
             std::size_t first, std::size_t count, Workspace& workspace, float* outputs) {
  // As part of a batch that ends with a whole group and with twelve columns.
  const BatchPart part{first, count,
                       (first + count + kWholePoints - 1) / kWholePoints * kWholePoints};
  with_products(network.arithmetic.products,
                [&]<class P>(P) { forward<P>(network, parameters, inputs, part, workspace); });
  const float* last = workspace.outputs.back().data();
  with_loss(network, count, [&]<class L>(const L&) HWY_ATTR {
    for (std::size_t at = 0; at < count * kLanes; at += kLanes) {
      store(L::output(load(last + at)), outputs + at);
    }
  });
}

/// Leaves the part's losses, and gradients with respect to the network's last sums.
/// Shape: last, losses and errors [tiles][kTile].
void loss_gradient(const Network& network, const Samples& samples, const float* last, float* losses,
                   float* errors) {
  const BatchPart& part = samples.part;
  const std::size_t scalar = first_scalar(part.batch_size, network.arithmetic);
  with_loss(network, part.batch_size, [&]<class L>(const L& loss) HWY_ATTR {
    for (std::size_t s = 0; s < part.count; ++s) {
      const V z = load(last + s * kLanes);
      const V target = load(samples.targets + s * kLanes);
      const SampleLoss sample = part.first + s < scalar ? loss.template loss<VectorExp>(z, target)
                                                        : loss.template loss<ScalarExp>(z, target);
      store(sample.loss, losses + s * kLanes);
      store(sample.gradient, errors + s * kLanes);
    }
  });
}

/// Shape: delta [tiles][fan_out][kTile]; x [tiles][fan_in][kTile]; gradients [parameters].
template <class P>
void weight_gradient(const Layer& layer, const BatchPart& part, const float* delta, const float* x,
                     Workspace& workspace, float* gradients) {
  const auto rows = [&](std::size_t first_in, std::size_t count, unsigned kinds) HWY_ATTR {
    for (std::size_t first_out = 0; first_out < layer.fan_out;) {
      const bool split = P::kSplits && haswell::is_split(kinds, first_out, layer.fan_out);
      const std::size_t end = haswell::run_end(kinds, first_out, layer.fan_out);
      for_each_block(end - first_out, [&](std::size_t o, auto outs) HWY_ATTR {
        for_each_block(count, [&](std::size_t i, auto ins) HWY_ATTR {
          const std::size_t out = first_out + o;
          const std::size_t in = first_in + i;
          const std::size_t at = (layer.weights + out * layer.fan_in + in) * kLanes;
          // What is summed in one go needs no other place than its own.
          float* const sum = P::kSplits ? workspace.weight_sums.data() + at : gradients + at;
          float* const odd = P::kSplits ? workspace.odd_weight_sums.data() + at : nullptr;
          weight_gradient_block<P, outs, ins>(layer, part, split, delta + out * kNeuron,
                                              x + in * kNeuron, {sum, odd, gradients + at});
        });
      });
      first_out = end;
    }
  };
  P::for_each_rows(layer.fan_in, layer.fan_out, rows);
}

/// Shape: delta [tiles][fan_out][kTile]; sums [fan_out][4][1 + kCascadeLevels]; gradients
/// [parameters].
void bias_gradient(const Layer& layer, const Arithmetic& arithmetic, const BatchPart& part,
                   const float* delta, float* sums, float* gradients) {
  float* biases = gradients + layer.biases() * kLanes;
  const auto block = [&]<std::size_t ways>(std::size_t o, auto outs) HWY_ATTR {
    bias_gradient_block<outs, ways>(layer, part, delta + o * kNeuron,
                                    sums + o * 4 * (1 + kCascadeLevels) * kLanes,
                                    biases + o * kLanes);
  };
  const std::size_t cascaded = cascaded_neurons(layer.fan_out, arithmetic);
  for_each_block(cascaded,
                 [&](std::size_t o, auto outs) HWY_ATTR { block.template operator()<1>(o, outs); });
  for_each_block(layer.fan_out - cascaded, [&](std::size_t o, auto outs) HWY_ATTR {
    block.template operator()<4>(cascaded + o, outs);
  });
}

/// The same for a layer of one neuron, from the whole batch's errors.
/// Shape: delta [tiles][kTile]; errors [batch_size].
void only_bias_gradient(const Layer& layer, const Arithmetic& arithmetic, const BatchPart& part,
                        const float* delta, float* errors, float* gradients) {
  float* const of_part = errors + part.first * kLanes;
  if (of_part != delta) std::copy_n(delta, part.count * kLanes, of_part);
  if (!part.is_last()) return;
  store(adjacent_sum(errors, part.batch_size, arithmetic.sum_width),
        gradients + layer.biases() * kLanes);
}

/// Shape: delta [tiles][layer.fan_out][kTile]; kept, of the layer below, and delta_below
/// [tiles][layer.fan_in][kTile].
template <class P>
void input_gradient(const Layer& layer, const Layer& below, const float* parameters,
                    const BatchPart& part, const float* delta, const float* kept,
                    float* delta_below) {
  with_activation(below.activation, [&]<class A>(A) HWY_ATTR {
    for_each_block_of_samples<P>(
        layer.fan_in, part,
        [&](std::size_t first, auto ins, std::size_t sample, auto samples, bool split) HWY_ATTR {
          const std::size_t at = place_of(sample, layer.fan_in, first);
          input_gradient_block<P, A, ins, samples>(
              parameters + (layer.weights + first) * kLanes, layer, split,
              delta + place_of(sample, layer.fan_out, 0), kept + at, delta_below + at);
        });
  });
}

template <class P>
void backpropagate_by(const Network& network, const float* parameters, const Samples& samples,
                      Workspace& workspace, float* gradients, float* loss) {
  const BatchPart& part = samples.part;
  forward<P>(network, parameters, samples.inputs, part, workspace);
  float* const losses = workspace.losses.data();
  float* const errors = workspace.errors.back().data() + part.first * kLanes;
  loss_gradient(network, samples, workspace.outputs.back().data(), losses + part.first * kLanes,
                errors);
  const float* delta = errors;
  float* bias_sums = workspace.bias_sums.data();
  for (std::size_t l = network.layers.size(); l-- > 0;) {
    const Layer& layer = network.layers[l];
    const float* x = l == 0 ? samples.inputs : workspace.outputs[l - 1].data();
    weight_gradient<P>(layer, part, delta, x, workspace, gradients);
    if (layer.fan_out == 1) {
      only_bias_gradient(layer, network.arithmetic, part, delta, workspace.errors[l].data(),
                         gradients);
    } else {
      bias_gradient(layer, network.arithmetic, part, delta, bias_sums, gradients);
      bias_sums += layer.fan_out * 4 * (1 + kCascadeLevels) * kLanes;
    }
    if (l == 0) break;
    const Layer& below = network.layers[l - 1];
    const float* kept = below.activation == Activation::elu ? workspace.slopes[l - 1].data() : x;
    input_gradient<P>(layer, below, parameters, part, delta, kept, workspace.delta_below.data());
    std::swap(workspace.delta, workspace.delta_below);
    delta = workspace.delta.data();
  }
  if (!part.is_last()) return;
  const V sum = adjacent_sum(losses, part.batch_size, network.arithmetic.sum_width);
  store(hn::Div(sum, constant(static_cast<double>(part.batch_size))), loss);
}

void Backpropagate(const Network& network, const float* parameters, const Samples& samples,
                   Workspace& workspace, float* gradients, float* loss) {
  with_products(network.arithmetic.products, [&]<class P>(P) {
    backpropagate_by<P>(network, parameters, samples, workspace, gradients, loss);
  });
}

#if HWY_TARGET == HWY_SCALAR
void Gather(const LanePoints& points, const std::uint32_t* places, std::size_t count, float* inputs,
            float* targets) {
  for (std::size_t s = 0; s < count; ++s) {
    const PlanePoint point = points.points[places[s]];
    inputs[input_place(s)] = point.x;
    inputs[input_place(s) + kNeuron] = point.y;
    targets[s] = places[s] < points.count / 2 ? 0.0F : 1.0F;
  }
}
#else
/// A point's two numbers lie side by side and are fetched as one of twice the size.
void Gather(const LanePoints& points, const std::uint32_t* places, std::size_t count, float* inputs,
            float* targets) {
  const hn::RebindToSigned<D> d32;
  const hn::RepartitionToWide<decltype(d32)> d64;
  const hn::Half<decltype(d32)> half;
  const auto* const all = reinterpret_cast<const std::int64_t*>(points.points.data());
  const auto size = static_cast<std::int64_t>(points.count);
  const auto lower = hn::Mul(hn::Iota(d64, 0), hn::Set(d64, size));
  const auto upper = hn::Add(lower, hn::Set(d64, size * static_cast<std::int64_t>(hn::Lanes(d64))));
  const auto last_of_first_half = hn::Set(d32, static_cast<std::int32_t>(points.count / 2) - 1);
  for (std::size_t s = 0; s < count; ++s, places += kLanes) {
    const auto place = hn::Load(d32, reinterpret_cast<const std::int32_t*>(places));
    const auto fetch = [&](auto of_half, auto base) HWY_ATTR {
      return hn::BitCast(D(),
                         hn::GatherIndex(d64, all, hn::Add(hn::PromoteTo(d64, of_half), base)));
    };
    const V a = fetch(hn::LowerHalf(half, place), lower);
    const V b = fetch(hn::UpperHalf(half, place), upper);
    float* const input = inputs + input_place(s) * kLanes;
    store(hn::ConcatEven(D(), b, a), input);
    store(hn::ConcatOdd(D(), b, a), input + kNeuron);
    const auto is_one = hn::RebindMask(D(), hn::Gt(place, last_of_first_half));
    store(hn::IfThenElseZero(is_one, constant(1)), targets + s * kLanes);
  }
}
#endif

}  // namespace spiral::simd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace spiral::simd {

HWY_EXPORT(LaneCount);
HWY_EXPORT(SimdName);
HWY_EXPORT(Gather);
HWY_EXPORT(Predict);
HWY_EXPORT(Backpropagate);

std::size_t lane_count() { return HWY_DYNAMIC_DISPATCH(LaneCount)(); }

std::string simd_name() { return HWY_DYNAMIC_DISPATCH(SimdName)(); }

Workspace::Workspace(const Network& network, std::size_t batch_size) {
  const std::size_t tile_floats = kTile * lane_count();
  const std::size_t part_floats = tiles_for(std::min(batch_size, kPart)) * tile_floats;
  std::size_t widest = 0;
  std::size_t neurons = 0;
  for (const Layer& layer : network.layers) {
    const bool has_slopes = layer.activation == Activation::elu;
    outputs.emplace_back(layer.fan_out * part_floats);
    slopes.emplace_back(has_slopes ? layer.fan_out * part_floats : 0);
    errors.emplace_back(layer.fan_out == 1 ? tiles_for(batch_size) * tile_floats : 0);
    widest = std::max(widest, layer.fan_out);
    neurons += layer.fan_out;
  }
  delta.resize(widest * part_floats);
  delta_below.resize(widest * part_floats);
  losses.resize(tiles_for(batch_size) * tile_floats);
  if (network.arithmetic.products == Products::haswell_tiles) {
    weight_sums.resize(network.parameters() * lane_count());
    odd_weight_sums.resize(weight_sums.size());
  }
  bias_sums.resize(neurons * 4 * (1 + kCascadeLevels) * lane_count());
}

void gather(const LanePoints& points, const std::uint32_t* places, std::size_t count, float* inputs,
            float* targets) {
  HWY_DYNAMIC_DISPATCH(Gather)(points, places, count, inputs, targets);
  if (points.labels.empty()) return;
  const std::size_t lanes = lane_count();
  for (std::size_t s = 0; s < count; ++s) {
    for (std::size_t lane = 0; lane < lanes; ++lane) {
      const std::size_t at = s * lanes + lane;
      targets[at] = points.labels[lane * points.count + places[at]];
    }
  }
}

void predict(const Network& network, const float* parameters, const float* inputs,
             std::size_t first, std::size_t count, Workspace& workspace, float* outputs) {
  HWY_DYNAMIC_DISPATCH(Predict)(network, parameters, inputs, first, count, workspace, outputs);
}

void backpropagate(const Network& network, const float* parameters, const Samples& samples,
                   Workspace& workspace, float* gradients, float* loss) {
  HWY_DYNAMIC_DISPATCH(Backpropagate)
  (network, parameters, samples, workspace, gradients, loss);
}

}  // namespace spiral::simd
#endif
