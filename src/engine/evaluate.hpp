// What a trial starts from, and the only code that makes a TrialResult: engines hand over what their
// models gave.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "core/trial.hpp"
#include "engine/engine.hpp"
#include "notebook/decision_boundary.hpp"
#include "notebook/generate_data.hpp"
#include "notebook/multi_layer_model.hpp"

namespace spiral {

/// What a trial begins with.
struct TrialData {
  TrialKey key;
  Dataset training;
  Dataset validation;
  /// Empty without a test set.
  Dataset test;
  /// As how many points the last batch of an epoch counts in its train error: as a full one in the
  /// notebook; points of a user's own count as they are.
  std::int64_t last_batch;
  /// Right before the model's weights.
  at::Generator generator = {};
  /// Where the permutations come from another seed than the weights: right before the first of them.
  std::optional<at::Generator> permutation_generator = {};
  PlotExtent extent = {};
};

/// Draws a trial's data and winds its generator forward to its place in the notebook.
/// Random: the training set; then, `place.validation` numbers further, the validation set; the test
/// set where the notebook's training would end. `points` of the user's own instead are permuted,
/// unless they are split, and the first val_size of them validate; `place.model` counts from there.
/// Where the place has one kind of draws replaced, it is as `seed + seed_offset` draws it.
TrialData start_trial(const TrialKey& key, const OwnPoints& points = nullptr);

/// The model, untrained.
/// Random: its weights, from `data.generator`, which is then where the permutations begin.
std::shared_ptr<MultiLayerModel> initial_model(TrialData& data);

/// What a trained model gave: all that a result is made of.
struct TrainedTrial {
  std::vector<double> train_error = {};
  std::optional<std::int64_t> best_epoch = {};
  /// Shape: [train_size], [val_size] and [test_size] float32, on the CPU; the last one undefined without a
  /// test set.
  at::Tensor training_outputs = {};
  at::Tensor validation_outputs = {};
  at::Tensor test_outputs = {};
  /// The model's outputs, not probabilities, on the grid of step kShapeStep over the extent.
  /// Shape: [rows * columns] float32, on the CPU.
  at::Tensor shape_outputs = {};
  std::vector<float> weights = {};
};

/// All but the train error and the best epoch, by LibTorch, of a model on any device.
TrainedTrial outputs_of(MultiLayerModel& model, const TrialData& data);

TrialResult evaluate(const TrialData& data, TrainedTrial trained, double seconds);

/// What the model, on any device, makes of the validation set and of the plane.
PredictionMap map_of(MultiLayerModel& model, const TrialData& data, double grid_step);

/// Throws: std::invalid_argument unless there are 1 to `max_seeds` of `seeds`.
void check_seed_batch(std::size_t seeds, std::size_t max_seeds);

}  // namespace spiral
