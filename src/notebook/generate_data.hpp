// The two interlaced spirals.
#pragma once

#include <ATen/ATen.h>

#include <cstdint>

namespace spiral {

/// Points and their classes.
/// Shape: inputs [n, 2] float32; labels [n] int32, each 0 or 1.
struct Dataset {
  at::Tensor inputs;
  at::Tensor labels;

  /// The same points on another device.
  Dataset to(at::Device device) const { return {inputs.to(device), labels.to(device)}; }
};

/// `n` points: the first n/2 (rounded down) on a spiral with label 0, the rest on its mirror image
/// through the origin with label 1, each coordinate blurred by normal noise.
/// Shape: inputs [n, 2], labels [n], on the CPU.
/// Units: `noise` is the standard deviation, in the plane's own units; the spirals span about 10.
/// Random: n angles uniform in [0, 10), then 2n normal numbers.
/// Source: the notebook's `generate_data`.
Dataset generate_data(std::int64_t n, double noise, at::Generator& generator);

}  // namespace spiral
