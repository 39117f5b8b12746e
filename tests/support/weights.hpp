// The weights that a trial ends with.
#pragma once

#include <vector>

#include "engine/torch_engine.hpp"

namespace spiral {

/// Every parameter, layer by layer, weight before bias.
inline std::vector<float> trained_weights(const Trial& trial) {
  return run_trial(trial, {.keeps_weights = true}, {}).weights;
}

}  // namespace spiral
