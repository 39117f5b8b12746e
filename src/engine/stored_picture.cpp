#include "engine/stored_picture.hpp"

#include "engine/take_picture.hpp"
#include "engine/trial_start.hpp"
#include "model/weights.hpp"

namespace spiral {

Picture stored_picture(const Trial& trial, const std::vector<float>& weights, double grid_step) {
  TrialStart start = start_trial(trial);
  const auto model = make_model(trial.setting, start.generator);
  set_weights(*model, weights);
  return take_picture(*model, trial.setting.loss, start.validation,
                      spiral_plane(start.validation.inputs), grid_step);
}

}  // namespace spiral
