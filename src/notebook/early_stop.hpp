// When a training has learnt what it can.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

#include "notebook/generate_data.hpp"
#include "notebook/multi_layer_model.hpp"

namespace spiral {

/// Watches the loss on a validation set, which the notebook never looks at while it trains, and keeps
/// the weights of the epoch where it was lowest. It draws no random numbers.
/// Source: L. Prechelt, "Early stopping - but when?", 1998; here by patience.
class EarlyStop {
 public:
  /// `model` outlives it; `patience` is in epochs.
  EarlyStop(MultiLayerModel& model, Loss loss, const Dataset& validation, std::int64_t patience);

  /// Looks at the model as it is after `epoch`; true once `patience` epochs have brought no lower
  /// loss. A loss that is NaN is no lower one.
  bool is_enough(std::int64_t epoch);

  /// Gives the model the weights of the best epoch, which it returns; absent, with the last weights,
  /// where no loss was a number.
  std::optional<std::int64_t> restore_best();

 private:
  MultiLayerModel& model_;
  Loss loss_;
  at::Tensor inputs_;   // [n, 2] float32
  at::Tensor targets_;  // [n, 1] float32
  std::int64_t patience_;
  double lowest_ = std::numeric_limits<double>::infinity();
  std::int64_t best_epoch_ = 0;
  std::vector<float> best_weights_;
};

}  // namespace spiral
