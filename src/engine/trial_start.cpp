#include "engine/trial_start.hpp"

#include "data/random_state.hpp"

namespace spiral {

TrialStart start_trial(const Trial& trial) {
  const Setting& setting = trial.setting;
  at::Generator generator = seeded_generator(trial.seed);
  const Dataset training = generate_data(setting.train_size, setting.noise, generator);
  const Dataset validation = generate_data(setting.val_size, setting.noise, generator);
  return {generator, training, validation};
}

}  // namespace spiral
