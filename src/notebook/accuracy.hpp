// How many points a model gets right, as the notebook counts and as it should be counted.
#pragma once

#include <ATen/ATen.h>

#include "core/trial.hpp"
#include "notebook/generate_data.hpp"
#include "notebook/multi_layer_model.hpp"

namespace spiral {

/// 1 - sum |cut(y_pre) - y_real| / n, where cut makes 0 of what is below 0.5 and 1 of the rest; NaN
/// stays NaN and spoils the sum.
/// Shape: both [n] float32. The arithmetic is float32, as Python's.
/// Source: the notebook's `accuracy`.
double accuracy(const at::Tensor& y_real, const at::Tensor& y_pre);

/// Class-1 probabilities from a model's outputs, which are logits for BCE.
/// Shape: any; the result has the outputs'.
at::Tensor probability(Loss loss, const at::Tensor& outputs);

/// The model's outputs at each point: probabilities for MSE, logits for BCE.
/// Shape: points [n, 2] float32 to [n] float32, on the points' device.
at::Tensor outputs_at(MultiLayerModel& model, const at::Tensor& points);

/// The model's class-1 probability at each point.
/// Shape: points [n, 2] float32 to [n] float32, on the points' device.
/// Source: the notebook's `predict`.
at::Tensor predict(MultiLayerModel& model, Loss loss, const at::Tensor& points);

/// Both ways to score a model's outputs on a validation set; they differ for BCE.
/// Shape: outputs [n] float32; labels [n] int32.
Score validation_score(Loss loss, const at::Tensor& outputs, const at::Tensor& labels);

/// Both ways to score a test set; they differ always, for the notebook swaps the two arguments.
/// Shape: outputs [n] float32; labels [n] int32.
Score test_score(Loss loss, const at::Tensor& outputs, const at::Tensor& labels);

}  // namespace spiral
