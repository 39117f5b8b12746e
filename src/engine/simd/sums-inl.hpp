// Sums over the samples of a batch for vectors of seeds, in the order of LibTorch's sum kernel.
// Compiled once a target.
// Source: aten/src/ATen/native/cpu/SumKernel.cpp of LibTorch 1.13.1.
#if defined(SPIRAL_ENGINE_SIMD_SUMS_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef SPIRAL_ENGINE_SIMD_SUMS_INL_HPP
#undef SPIRAL_ENGINE_SIMD_SUMS_INL_HPP
#else
#define SPIRAL_ENGINE_SIMD_SUMS_INL_HPP
#endif

#include <algorithm>
#include <bit>
#include <cstddef>

#include "engine/simd/kernels.hpp"
#include "engine/simd/products-inl.hpp"

HWY_BEFORE_NAMESPACE();
namespace spiral::simd::HWY_NAMESPACE {

/// A sum of so many numbers is made of blocks, of blocks of blocks, and of those of these: the more
/// numbers a sum has, the less is lost of each. Here are the three sums that wait for more.
/// Shape: sums [kLevels][lanes].
class Cascade {
 public:
  /// For `count` numbers, of which blocks take 16, or more if there are half a million.
  Cascade(std::size_t count, float* sums)
      : power_(std::max<std::size_t>(
            4, static_cast<std::size_t>(std::bit_width(std::max<std::size_t>(count, 1) - 1)) / 4)),
        is_deep_(count >= block()),
        sums_(sums) {}

  std::size_t block() const { return std::size_t{1} << power_; }

  void begin() const {
    if (is_deep_) std::fill(sums_, sums_ + kCascadeLevels * kLanes, 0.0F);
  }

  /// Takes the sum of block number `done`, counted from 1.
  HWY_INLINE void add_block(V sum, std::size_t done) const {
    for (std::size_t level = 0;; ++level) {
      float* const at = sums_ + level * kLanes;
      sum = hn::Add(load(at), sum);
      const bool is_full = done % (std::size_t{1} << (level + 1) * power_) == 0;
      if (!is_full || level + 1 == kCascadeLevels) return store(sum, at);
      store(hn::Zero(D()), at);
    }
  }

  /// The total, where `rest` is the sum of what fills no block.
  HWY_INLINE V total(V rest) const {
    for (std::size_t level = 0; is_deep_ && level < kCascadeLevels; ++level) {
      rest = hn::Add(rest, load(sums_ + level * kLanes));
    }
    return rest;
  }

 private:
  std::size_t power_;
  bool is_deep_;
  float* sums_;
};

/// Shape: values [count], `stride` vectors from one to the next.
HWY_INLINE V cascade_sum(const float* values, std::size_t stride, std::size_t count) {
  alignas(sizeof(float) * kLanes) float sums[kCascadeLevels * kLanes];
  const Cascade cascade(count, sums);
  cascade.begin();
  V sum = hn::Zero(D());
  for (std::size_t i = 0; i < count; ++i) {
    sum = hn::Add(sum, load(values + i * stride * kLanes));
    if ((i + 1) % cascade.block() == 0) {
      cascade.add_block(sum, (i + 1) / cascade.block());
      sum = hn::Zero(D());
    }
  }
  return cascade.total(sum);
}

/// Four sums, each of every fourth number; the numbers that are left over go to the first.
/// Shape: as cascade_sum's.
HWY_INLINE V row_sum(const float* values, std::size_t stride, std::size_t count) {
  V sum[4];
  for (std::size_t way = 0; way < 4; ++way) {
    sum[way] = cascade_sum(values + way * stride * kLanes, 4 * stride, count / 4);
  }
  for (std::size_t i = count / 4 * 4; i < count; ++i) {
    sum[0] = hn::Add(sum[0], load(values + i * stride * kLanes));
  }
  return hn::Add(hn::Add(hn::Add(sum[0], sum[1]), sum[2]), sum[3]);
}

/// The sum of numbers that lie side by side in LibTorch's memory, where it adds `width` at once.
/// Shape: values [count].
inline V adjacent_sum(const float* values, std::size_t count, std::size_t width) {
  if (count < width) return row_sum(values, 1, count);
  V sum = hn::Zero(D());
  for (std::size_t i = count / width * width; i < count; ++i) {
    sum = hn::Add(sum, load(values + i * kLanes));
  }
  for (std::size_t column = 0; column < width; ++column) {
    sum = hn::Add(sum, row_sum(values + column * kLanes, width, count / width));
  }
  return sum;
}

/// How many of a layer's neurons, the first ones, have their errors summed by one cascade: whole
/// groups of four vectors, or of four numbers. The others have theirs summed as by `row_sum`.
inline std::size_t cascaded_neurons(std::size_t fan_out, const Arithmetic& arithmetic) {
  const std::size_t group = fan_out >= arithmetic.sum_width ? 4 * arithmetic.sum_width : 4;
  return fan_out / group * group;
}

/// The gradients of `outs` of a layer's biases: sums over the batch, of which this is a part.
/// `ways` is 1 for a cascade, 4 for a row sum.
/// Shape: delta [tiles][fan_out][kTile], from the first of these neurons on; gradient [outs]; sums
/// [outs][4][1 + kCascadeLevels], what the parts hand on.
template <std::size_t outs, std::size_t ways>
HWY_INLINE void bias_gradient_block(const Layer& layer, const BatchPart& part,
                                    const float* HWY_RESTRICT delta, float* HWY_RESTRICT sums,
                                    float* HWY_RESTRICT gradient) {
  constexpr std::size_t kSums = (1 + kCascadeLevels) * kLanes;
  const auto sums_of = [&](std::size_t o, std::size_t way) { return sums + (o * 4 + way) * kSums; };
  const auto cascade = [&](std::size_t o, std::size_t way) {
    return Cascade(part.batch_size / ways, sums_of(o, way) + kLanes);
  };
  V sum[outs][ways];
  SPIRAL_UNROLL for (std::size_t o = 0; o < outs; ++o) {
    SPIRAL_UNROLL for (std::size_t way = 0; way < ways; ++way) {
      if (part.first == 0) cascade(o, way).begin();
      sum[o][way] = part.first == 0 ? hn::Zero(D()) : load(sums_of(o, way));
    }
  }
  const std::size_t tiles = part.count / kTile;
  const std::size_t tiles_of_block = cascade(0, 0).block() * ways / kTile;
  const float* errors = delta;
  for (std::size_t tile = 0; tile < tiles; ++tile, errors += layer.fan_out * kNeuron) {
    SPIRAL_UNROLL for (std::size_t s = 0; s < kTile; ++s) {
      SPIRAL_UNROLL for (std::size_t o = 0; o < outs; ++o) {
        sum[o][s % ways] = hn::Add(sum[o][s % ways], load(errors + o * kNeuron + s * kLanes));
      }
    }
    const std::size_t done = part.first / kTile + tile + 1;
    if (done % tiles_of_block == 0) {
      SPIRAL_UNROLL for (std::size_t o = 0; o < outs; ++o) {
        SPIRAL_UNROLL for (std::size_t way = 0; way < ways; ++way) {
          cascade(o, way).add_block(sum[o][way], done / tiles_of_block);
          sum[o][way] = hn::Zero(D());
        }
      }
    }
  }
  SPIRAL_UNROLL for (std::size_t o = 0; o < outs; ++o) {
    if (!part.is_last()) {
      SPIRAL_UNROLL for (std::size_t way = 0; way < ways; ++way)
          store(sum[o][way], sums_of(o, way));
      continue;
    }
    // What is left of the samples counts as the cascade's rest, but comes after the whole first of
    // four sums.
    if (ways == 4) sum[o][0] = cascade(o, 0).total(sum[o][0]);
    for (std::size_t s = 0; s < part.count % kTile; ++s) {
      sum[o][0] = hn::Add(sum[o][0], load(errors + o * kNeuron + s * kLanes));
    }
    if (ways == 1) sum[o][0] = cascade(o, 0).total(sum[o][0]);
    SPIRAL_UNROLL for (std::size_t way = 1; way < ways; ++way) {
      sum[o][0] = hn::Add(sum[o][0], cascade(o, way).total(sum[o][way]));
    }
    store(sum[o][0], gradient + o * kLanes);
  }
}

}  // namespace spiral::simd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
