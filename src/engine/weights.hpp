// Trained weights as plain numbers, and a model made of them again.
#pragma once

#include <vector>

#include "experiment/probability_grid.hpp"
#include "experiment/trial.hpp"
#include "model/multi_layer_model.hpp"

namespace spiral {

/// Every parameter, layer by layer, weight before bias.
std::vector<float> weights_of(const MultiLayerModel& model);

/// What the model that `trial` ended with, by its weights, makes of the plane.
/// Throws: std::invalid_argument where the weights are not as many as the setting's.
ProbabilityGrid boundary_grid(const Trial& trial, const std::vector<float>& weights, double step);

}  // namespace spiral
