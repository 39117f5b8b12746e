// How many points a model gets right, as the notebook counts and as it should be counted.
#pragma once

#include <ATen/ATen.h>

#include "data/spirals.hpp"
#include "experiment/trial.hpp"
#include "model/multi_layer_model.hpp"

namespace spiral {

/// 1 - sum |cut(y_pre) - y_real| / n, where cut makes 0 of what is below 0.5 and 1 of the rest; NaN
/// stays NaN and spoils the sum.
/// Shape: both [n] float32. The arithmetic is float32, as Python's.
/// Source: the notebook's `accuracy`.
double accuracy(const at::Tensor& y_real, const at::Tensor& y_pre);

/// The model's class-1 probability at each point.
/// Shape: points [n, 2] float32 to [n] float32, on the points' device.
/// Source: the notebook's `predict`.
at::Tensor predict(MultiLayerModel& model, Loss loss, const at::Tensor& points);

/// Both ways to score a validation set; they differ for BCE.
Score validation_score(MultiLayerModel& model, Loss loss, const Dataset& validation);

/// Both ways to score a test set; they differ always, for the notebook swaps the two arguments.
Score test_score(MultiLayerModel& model, Loss loss, const Dataset& test);

}  // namespace spiral
