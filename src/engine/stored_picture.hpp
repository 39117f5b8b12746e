// A picture of a model of which only the weights were kept.
#pragma once

#include <vector>

#include "experiment/picture.hpp"
#include "experiment/trial.hpp"

namespace spiral {

/// What the model that `trial`, on the spirals, ended with makes of the plane.
/// Throws: std::invalid_argument where the weights are not as many as the setting's.
Picture stored_picture(const Trial& trial, const std::vector<float>& weights, double grid_step);

}  // namespace spiral
