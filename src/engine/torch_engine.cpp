#include "engine/torch_engine.hpp"

#include <ATen/Parallel.h>

#include <chrono>
#include <utility>

#include "data/random_state.hpp"
#include "evaluation/accuracy.hpp"
#include "evaluation/boundary_shape.hpp"
#include "evaluation/decision_boundary.hpp"

namespace spiral {

namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point begin) {
  return std::chrono::duration<double>(Clock::now() - begin).count();
}

}  // namespace

TrialStart start_trial(const Trial& trial) {
  const Setting& setting = trial.setting;
  at::Generator generator = seeded_generator(trial.seed);
  const Dataset training = generate_data(setting.train_size, setting.noise, generator);
  const Dataset validation = generate_data(setting.val_size, setting.noise, generator);
  return {generator, training, validation};
}

TrialResult run_trial(const Trial& trial, const std::string& device,
                      const TrainObserver& observer) {
  at::set_num_threads(1);  // LibTorch keeps this number per thread
  const auto begin = Clock::now();
  const Setting& setting = trial.setting;
  TrialStart start = start_trial(trial);
  const auto model = make_model(setting, start.generator);
  const at::Device target(device);
  model->to(target);
  auto train_error = train(setting, *model, start.training.to(target), start.generator, observer);

  std::optional<Score> test;
  if (setting.test_size > 0) {
    const Dataset points = generate_data(setting.test_size, setting.noise, start.generator);
    test = test_score(*model, setting.loss, points.to(target));
  }
  const Dataset validation = start.validation.to(target);
  const ProbabilityGrid grid =
      probability_grid(*model, setting.loss, validation.inputs, kShapeStep);
  return {.trial = trial,
          .train_error = std::move(train_error),
          .validation = validation_score(*model, setting.loss, validation),
          .test = test,
          .boundary_width = boundary_width(grid),
          .boundary_roughness = boundary_roughness(half_contour(grid)),
          .seconds = seconds_since(begin)};
}

}  // namespace spiral
