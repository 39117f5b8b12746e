// The weights that a trial ends with.
#pragma once

#include <vector>

#include "engine/trial_start.hpp"
#include "training/train.hpp"

namespace spiral {

/// Trains as run_trial does and returns every parameter, layer by layer, weight before bias.
inline std::vector<float> trained_weights(const Trial& trial) {
  TrialStart start = start_trial(trial);
  const auto model = make_model(trial.setting, start.generator);
  train(trial.setting, *model, start.training, start.generator, TrainObserver{});
  std::vector<float> weights;
  for (const at::Tensor& parameter : model->parameters()) {
    const at::Tensor flat = parameter.detach().contiguous();
    weights.insert(weights.end(), flat.data_ptr<float>(), flat.data_ptr<float>() + flat.numel());
  }
  return weights;
}

}  // namespace spiral
