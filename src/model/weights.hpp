// A model's weights as plain numbers, out and in.
#pragma once

#include <vector>

#include "model/multi_layer_model.hpp"

namespace spiral {

/// Every parameter, layer by layer, weight before bias.
std::vector<float> weights_of(const MultiLayerModel& model);

/// Gives `model`, which is on the CPU, these weights.
/// Throws: std::invalid_argument where they are not as many as the model's.
void set_weights(MultiLayerModel& model, const std::vector<float>& weights);

}  // namespace spiral
