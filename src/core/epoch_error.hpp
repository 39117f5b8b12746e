// The notebook's train error of an epoch, in one place for every engine.
#pragma once

#include <cstdint>
#include <vector>

namespace spiral {

/// The sum of loss * batch_size / n over an epoch's batches, multiplied first, then divided, in
/// double, as in the notebook: with the nominal batch size even where the last batch is short. That
/// quirk makes the error too high at batch sizes that do not divide n.
/// Shape: `batch_losses` [batches], each the mean over its batch.
inline double epoch_error(const std::vector<float>& batch_losses, std::int64_t batch_size,
                          std::int64_t n) {
  double error = 0;
  for (const float loss : batch_losses) {
    error += static_cast<double>(loss) * static_cast<double>(batch_size) / static_cast<double>(n);
  }
  return error;
}

}  // namespace spiral
