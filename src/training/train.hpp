// The notebook's `train`, the only training loop.
#pragma once

#include <vector>

#include "data/spirals.hpp"
#include "experiment/observer.hpp"
#include "experiment/setting.hpp"
#include "model/multi_layer_model.hpp"

namespace spiral {

/// Forward, loss and backward for one batch; the parameters' gradients are overwritten.
/// Shape: inputs [n, 2] float32, targets [n, 1] float32; returns the batch's mean loss, a scalar on
/// the model's device.
at::Tensor backpropagate(MultiLayerModel& model, Loss loss, const at::Tensor& inputs,
                         const at::Tensor& targets);

/// Train errors from the losses of an epoch's batches: each weighted with batch_size / n, the nominal
/// batch size even where the last batch is short (the notebook's quirk). Fetched together, so that a GPU
/// is waited for once an epoch.
/// Shape: `losses` each a scalar, or one a model; one error a model.
std::vector<double> epoch_train_errors(const std::vector<at::Tensor>& losses,
                                       std::int64_t batch_size, std::int64_t n);

/// Trains `model` in place as `setting` says, until the observer has enough, on batches shuffled by `generator`. Returns the train
/// error of each epoch.
/// Random: two int64 draws an epoch; see RandomSampler.
/// Throws: Interrupted.
/// Source: the notebook's `train`.
std::vector<double> train(const Setting& setting, MultiLayerModel& model, const Dataset& dataset,
                          const at::Generator& generator, const TrainObserver& observer);

}  // namespace spiral
