// The notebook's `train`.
#pragma once

#include <functional>
#include <vector>

#include "core/train_config.hpp"
#include "notebook/generate_data.hpp"
#include "notebook/multi_layer_model.hpp"

namespace spiral {

/// What `train` asks and tells while it trains.
struct TrainHooks {
  /// After each epoch, counted from 1; false makes it the last one.
  std::function<bool(std::int64_t epoch, double train_error)> goes_on;
  /// Before each batch; true ends the training by Interrupted.
  std::function<bool()> stop_requested;
};

/// The train errors of an epoch, one a model, from the losses of its batches, fetched together, so that a
/// GPU is waited for once an epoch.
/// Shape: `losses` [batches], each a scalar or [models]; the result is [models].
std::vector<double> epoch_errors(const std::vector<at::Tensor>& losses, std::int64_t batch_size,
                                 std::int64_t last, std::int64_t n);

/// Trains `network` in place as `config` says, on batches shuffled by `generator`. Returns the train
/// error of each epoch, in which the last batch counts as `last_batch` points.
/// Random: two int64 draws an epoch; see ShuffledBatches.
/// Throws: Interrupted.
/// Source: the notebook's `train`.
std::vector<double> train(const TrainConfig& config, MultiLayerModel& network,
                          const Dataset& dataset, std::int64_t last_batch,
                          const at::Generator& generator, const TrainHooks& hooks);

}  // namespace spiral
