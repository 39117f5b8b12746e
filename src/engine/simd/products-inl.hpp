// The three products of backpropagation for vectors of seeds, in blocks whose sums stay in
// registers while each loaded vector serves several of them, and in the order of LibTorch's BLAS.
// Compiled once a target.
#if defined(SPIRAL_ENGINE_SIMD_PRODUCTS_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef SPIRAL_ENGINE_SIMD_PRODUCTS_INL_HPP
#undef SPIRAL_ENGINE_SIMD_PRODUCTS_INL_HPP
#else
#define SPIRAL_ENGINE_SIMD_PRODUCTS_INL_HPP
#endif

#include <algorithm>
#include <cstddef>
#include <type_traits>

#include "engine/simd/activations_and_losses-inl.hpp"
#include "engine/simd/haswell_tiles.hpp"
#include "engine/simd/kernels.hpp"
#include "engine/simd/lane_array.hpp"
#include "engine/simd/mkl_sums.hpp"
#include "engine/simd/network.hpp"

/// Loops over a block's sums are written out, for only then do the sums stay in registers.
#define SPIRAL_UNROLL _Pragma("GCC unroll 8")

HWY_BEFORE_NAMESPACE();
namespace spiral::simd::HWY_NAMESPACE {

/// Neurons in a block. 32 registers hold 5 x 5 sums and a row of factors, or 5 neurons of a tile
/// and a sample of each; 16 hold 3 x 3 or 3 neurons of a tile.
constexpr std::size_t kBlock = kLanes >= 16 || HWY_ARCH_ARM_A64 ? 5 : 3;

/// How the reference BLAS sums products.
struct RoundedProducts {
  static constexpr bool kSplits = false;
  static constexpr bool kHasDots = false;

  static HWY_INLINE V add(V a, V b, V sum) { return hn::Add(sum, hn::Mul(a, b)); }
  static haswell::Range cut_at(std::size_t, std::size_t terms) { return {0, terms}; }
  template <class Function>
  static HWY_INLINE void for_each_rows(std::size_t rows, std::size_t, const Function& function) {
    function(0, rows, 0U);
  }
};

/// How MKL does, where it computes the same on every processor.
struct MklProducts : RoundedProducts {
  static constexpr bool kHasDots = true;

  template <class Function>
  static HWY_INLINE void for_each_rows(std::size_t rows, std::size_t, const Function& function) {
    mkl::for_each_rows(rows, function);
  }
};

/// How OpenBLAS does.
struct HaswellProducts {
  static constexpr bool kSplits = true;
  static constexpr bool kHasDots = false;

  static HWY_INLINE V add(V a, V b, V sum) { return hn::MulAdd(a, b, sum); }
  static haswell::Range cut_at(std::size_t term, std::size_t terms) {
    return haswell::cut_at(term, terms);
  }
  template <class Function>
  static HWY_INLINE void for_each_rows(std::size_t rows, std::size_t columns,
                                       const Function& function) {
    haswell::for_each_rows(rows, columns, function);
  }
};

template <class Function>
HWY_INLINE void with_products(Products products, const Function& function) {
  switch (products) {
    case Products::rounded:
      return function(RoundedProducts());
    case Products::haswell_tiles:
      return function(HaswellProducts());
    case Products::mkl_sums:
      return function(MklProducts());
  }
}

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

/// Calls `function(first row, rows, first sample, samples, split)` for blocks of a product of which
/// the part's samples are the columns: of at most kBlock rows and kTile samples, both as constants.
template <class P, class Function>
HWY_INLINE void for_each_block_of_samples(std::size_t rows, const BatchPart& part,
                                          const Function& function) {
  using Tile = std::integral_constant<std::size_t, kTile>;
  using Half = std::integral_constant<std::size_t, kTile / 2>;
  P::for_each_rows(
      rows, part.batch_size, [&](std::size_t start, std::size_t count, unsigned kinds) HWY_ATTR {
        for_each_block(count, [&](std::size_t first, auto size) HWY_ATTR {
          for (std::size_t sample = 0; sample < part.count; sample += kTile) {
            const auto is_split = [&](std::size_t of_tile) {
              return P::kSplits &&
                     haswell::is_split(kinds, part.first + sample + of_tile, part.batch_size);
            };
            const bool split = is_split(0);
            if constexpr (P::kSplits) {
              if (split != is_split(kTile / 2)) {
                function(start + first, size, sample, Half(), split);
                function(start + first, size, sample + kTile / 2, Half(), !split);
                continue;
              }
            }
            function(start + first, size, sample, Tile(), split);
          }
        });
      });
}

/// Rows or columns of numbers that are multiplied: how far it is from one term to the next, and
/// from one row or column to the next.
struct Factors {
  const float* HWY_RESTRICT at;
  std::size_t term;
  std::size_t next;

  HWY_INLINE Factors from(std::size_t first) const { return {at + first * term, term, next}; }
  HWY_INLINE Factors every_second() const { return {at, 2 * term, next}; }
};

template <std::size_t rows, std::size_t columns>
HWY_INLINE void set_zero(V (&sum)[rows][columns]) {
  SPIRAL_UNROLL for (std::size_t r = 0; r < rows; ++r) {
    SPIRAL_UNROLL for (std::size_t c = 0; c < columns; ++c) sum[r][c] = hn::Zero(D());
  }
}

template <std::size_t rows, std::size_t columns>
HWY_INLINE void add(V (&sum)[rows][columns], const V (&other)[rows][columns]) {
  SPIRAL_UNROLL for (std::size_t r = 0; r < rows; ++r) {
    SPIRAL_UNROLL for (std::size_t c = 0; c < columns; ++c) {
      sum[r][c] = hn::Add(sum[r][c], other[r][c]);
    }
  }
}

template <class P, std::size_t rows, std::size_t columns>
HWY_INLINE void add_products(V (&sum)[rows][columns], Factors a, Factors b, std::size_t terms) {
  for (; terms > 0; --terms, a.at += a.term, b.at += b.term) {
    SPIRAL_UNROLL for (std::size_t r = 0; r < rows; ++r) {
      const V factor = load(a.at + r * a.next);
      SPIRAL_UNROLL for (std::size_t c = 0; c < columns; ++c) {
        sum[r][c] = P::add(factor, load(b.at + c * b.next), sum[r][c]);
      }
    }
  }
}

/// Adds up the dot's sums number `first`, `first` + `step` ... of `sums`, by pairs of pairs. `a`
/// and `b` begin with the product's first term.
template <class P, std::size_t sums, std::size_t step, std::size_t rows, std::size_t columns>
HWY_INLINE void dot_sum(V (&sum)[rows][columns], std::size_t first, const mkl::Dot& dot,
                        const Factors& a, const Factors& b) {
  if constexpr (step == sums) {
    set_zero(sum);
    if (first == 0) add_products<P>(sum, a, b, dot.alone);
    const auto every = [&](const Factors& factors) HWY_ATTR {
      return Factors{factors.at + (dot.alone + first) * factors.term, sums * factors.term,
                     factors.next};
    };
    add_products<P>(sum, every(a), every(b), dot.terms / sums);
  } else {
    dot_sum<P, sums, 2 * step>(sum, first, dot, a, b);
    V other[rows][columns];
    dot_sum<P, sums, 2 * step>(other, first + step, dot, a, b);
    add(sum, other);
  }
}

/// A dot product of `terms`.
template <class P, std::size_t rows, std::size_t columns>
HWY_INLINE void dot_product(V (&sum)[rows][columns], const mkl::Dot& dot, const Factors& a,
                            const Factors& b, std::size_t terms) {
  if (dot.sums == 2) dot_sum<P, 2, 1>(sum, 0, dot, a, b);
  if (dot.sums == 4) dot_sum<P, 4, 1>(sum, 0, dot, a, b);
  if (dot.sums == 8) dot_sum<P, 8, 1>(sum, 0, dot, a, b);
  const std::size_t done = dot.alone + dot.terms;
  add_products<P>(sum, a.from(done), b.from(done), terms - done);
}

/// Calls `function(sum, is_first, is_last)` with the sum of each cut of a product's terms.
template <class P, std::size_t rows, std::size_t columns, class Function>
HWY_INLINE void for_each_sum(const Factors& a, const Factors& b, std::size_t terms, bool split,
                             const Function& function) {
  for (std::size_t first = 0; first < terms;) {
    const haswell::Range cut = P::cut_at(first, terms);
    V sum[rows][columns];
    set_zero(sum);
    if (P::kSplits && split) {
      const std::size_t until = haswell::apart_until(cut);
      V odd[rows][columns];
      set_zero(odd);
      add_products<P>(odd, a.from(first + 1).every_second(), b.from(first + 1).every_second(),
                      (until - first) / 2);
      add_products<P>(sum, a.from(first).every_second(), b.from(first).every_second(),
                      (until - first) / 2);
      add_products<P>(sum, a.from(until), b.from(until), cut.end - until);
      add(sum, odd);
    } else {
      add_products<P>(sum, a.from(first), b.from(first), cut.end - first);
    }
    function(sum, first == 0, cut.end == terms);
    first = cut.end;
  }
}

/// y = W x + b for `outs` neurons and `samples` of one tile, with A behind it where A is cheap.
/// Shape: weights [outs][fan_in]; biases [outs]; x [fan_in][kTile]; y [outs][kTile].
template <class P, class A, std::size_t outs, std::size_t samples>
HWY_INLINE void forward_block(const float* HWY_RESTRICT weights, const float* HWY_RESTRICT biases,
                              std::size_t fan_in, bool split, const mkl::Dot& dot,
                              const float* HWY_RESTRICT x, float* HWY_RESTRICT y) {
  const auto finish = [&](const V(&sum)[outs][samples], bool is_first, bool is_last) HWY_ATTR {
    SPIRAL_UNROLL for (std::size_t o = 0; o < outs; ++o) {
      const V bias = load(biases + o * kLanes);
      SPIRAL_UNROLL for (std::size_t s = 0; s < samples; ++s) {
        float* const to = y + o * kNeuron + s * kLanes;
        V value = hn::Add(is_first ? bias : load(to), sum[o][s]);
        if (A::kIsCheap && is_last) value = A::template apply<VectorExp>(value).value;
        store(value, to);
      }
    }
  };
  const Factors a{weights, kLanes, fan_in * kLanes};
  const Factors b{x, kNeuron, kLanes};
  if constexpr (P::kHasDots) {
    if (dot.sums > 1) {
      V sum[outs][samples];
      dot_product<P>(sum, dot, a, b, fan_in);
      return finish(sum, /*is_first=*/true, /*is_last=*/true);
    }
  }
  for_each_sum<P, outs, samples>(a, b, fan_in, split, finish);
}

/// The gradient with respect to what entered the activation A of the layer below, for `ins` of its
/// outputs and `samples` of one tile, from what A kept of them and `delta`, the gradient with
/// respect to this layer's sums.
/// Shape: weights [fan_out][fan_in], from the first of these inputs on; delta [fan_out][kTile];
/// kept and below [ins][kTile].
template <class P, class A, std::size_t ins, std::size_t samples>
HWY_INLINE void input_gradient_block(const float* HWY_RESTRICT weights, const Layer& layer,
                                     bool split, const float* HWY_RESTRICT delta,
                                     const float* HWY_RESTRICT kept, float* HWY_RESTRICT below) {
  const auto finish = [&](const V(&sum)[ins][samples], bool is_first, bool is_last) HWY_ATTR {
    SPIRAL_UNROLL for (std::size_t i = 0; i < ins; ++i) {
      SPIRAL_UNROLL for (std::size_t s = 0; s < samples; ++s) {
        const std::size_t at = i * kNeuron + s * kLanes;
        const V value = is_first ? sum[i][s] : hn::Add(load(below + at), sum[i][s]);
        store(is_last ? A::gradient(value, load(kept + at)) : value, below + at);
      }
    }
  };
  for_each_sum<P, ins, samples>({weights, layer.fan_in * kLanes, kLanes}, {delta, kNeuron, kLanes},
                                layer.fan_out, split, finish);
}

/// Sums of a layer's weight gradients that are handed on from part to part of a batch.
/// Shape: [outs][fan_in], from the first of a block's neurons and inputs on.
struct WeightSums {
  /// Of all terms, or of the even ones.
  float* sum;
  float* odd;
  /// Of the cuts that are complete.
  float* gradient;
};

/// Goes on with the gradients of `outs` x `ins` of a layer's weights: sums over the batch, of which
/// this is a part.
/// Shape: delta [tiles][fan_out][kTile] and x [tiles][fan_in][kTile], from the first of these
/// neurons on.
template <class P, std::size_t outs, std::size_t ins>
HWY_INLINE void weight_gradient_block(const Layer& layer, const BatchPart& part, bool split,
                                      const float* HWY_RESTRICT delta, const float* HWY_RESTRICT x,
                                      const WeightSums& sums) {
  using Sum = V[outs][ins];
  const auto place = [&](std::size_t o, std::size_t i) { return (o * layer.fan_in + i) * kLanes; };
  const auto begin = [&](Sum& sum, bool is_new, const float* from) HWY_ATTR {
    SPIRAL_UNROLL for (std::size_t o = 0; o < outs; ++o) {
      SPIRAL_UNROLL for (std::size_t i = 0; i < ins; ++i) {
        sum[o][i] = is_new ? hn::Zero(D()) : load(from + place(o, i));
      }
    }
  };
  const auto keep = [&](const Sum& sum, float* to, bool adds) HWY_ATTR {
    SPIRAL_UNROLL for (std::size_t o = 0; o < outs; ++o) {
      SPIRAL_UNROLL for (std::size_t i = 0; i < ins; ++i) {
        float* const of_weight = to + place(o, i);
        store(adds ? hn::Add(load(of_weight), sum[o][i]) : sum[o][i], of_weight);
      }
    }
  };
  const auto add_samples = [&](Sum& sum, std::size_t sample, std::size_t end,
                               std::size_t step) HWY_ATTR {
    for (; sample < end; sample += step) {
      const std::size_t tile = sample / kTile;
      const std::size_t of_tile = sample % kTile * kLanes;
      const float* const errors = delta + tile * layer.fan_out * kNeuron + of_tile;
      const float* const inputs = x + tile * layer.fan_in * kNeuron + of_tile;
      SPIRAL_UNROLL for (std::size_t o = 0; o < outs; ++o) {
        const V error = load(errors + o * kNeuron);
        SPIRAL_UNROLL for (std::size_t i = 0; i < ins; ++i) {
          sum[o][i] = P::add(error, load(inputs + i * kNeuron), sum[o][i]);
        }
      }
    }
  };
  for (std::size_t sample = 0; sample < part.count;) {
    const haswell::Range cut = P::cut_at(part.first + sample, part.batch_size);
    const std::size_t end = std::min(part.count, cut.end - part.first);
    const bool is_new = part.first + sample == cut.first;
    const bool is_complete = part.first + end == cut.end;
    Sum sum;
    begin(sum, is_new, sums.sum);
    if (P::kSplits && split) {
      const std::size_t until =
          std::clamp(haswell::apart_until(cut), part.first + sample, part.first + end) - part.first;
      Sum odd;
      begin(odd, is_new, sums.odd);
      add_samples(odd, sample + 1, until, 2);
      add_samples(sum, sample, until, 2);
      add_samples(sum, until, end, 1);
      is_complete ? add(sum, odd) : keep(odd, sums.odd, /*adds=*/false);
    } else {
      add_samples(sum, sample, end, 1);
    }
    is_complete ? keep(sum, sums.gradient, cut.first > 0) : keep(sum, sums.sum, /*adds=*/false);
    sample = end;
  }
}

}  // namespace spiral::simd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
