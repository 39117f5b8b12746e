// The train error of an epoch, in one place for every engine.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace spiral {

/// How many of `n` points the last batch of an epoch has.
inline std::int64_t points_in_last_batch(std::int64_t batch_size, std::int64_t n) {
  return n - (n - 1) / batch_size * batch_size;
}

/// The sum of loss * size / n over an epoch's batches, multiplied first, then divided, in double, as
/// in the notebook. `last` is the size of the last batch: the notebook takes it for a full one even
/// where it is short, which makes the error too high.
/// Shape: `batch_losses` [batches], each the mean over its batch.
inline double epoch_error(const std::vector<float>& batch_losses, std::int64_t batch_size,
                          std::int64_t last, std::int64_t n) {
  double error = 0;
  for (std::size_t i = 0; i < batch_losses.size(); ++i) {
    const std::int64_t size = i + 1 < batch_losses.size() ? batch_size : last;
    error +=
        static_cast<double>(batch_losses[i]) * static_cast<double>(size) / static_cast<double>(n);
  }
  return error;
}

}  // namespace spiral
