// The weights that a trial ends with.
#pragma once

#include <vector>

#include "engine/engine.hpp"

namespace spiral {

/// Every parameter, layer by layer, weight before bias, by the torch engine.
inline std::vector<float> trained_weights(const TrialKey& key) {
  TrainingObserver nobody;
  const auto engine = make_engine("torch", {});
  return engine->train(key.config, key.place, {key.seed}, nobody).front().weights;
}

}  // namespace spiral
