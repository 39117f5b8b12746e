#include "engine/torch_engine.hpp"

#include <ATen/Parallel.h>

#include <utility>

#include "engine/stopwatch.hpp"
#include "engine/take_picture.hpp"
#include "engine/trial_start.hpp"
#include "engine/weights.hpp"
#include "evaluation/accuracy.hpp"
#include "evaluation/boundary_shape.hpp"
#include "evaluation/decision_boundary.hpp"
#include "training/train.hpp"

namespace spiral {

TrialResult run_trial(const Trial& trial, const EngineOptions& options,
                      const TrialObserver& observer) {
  at::set_num_threads(1);  // LibTorch keeps this number per thread
  const Stopwatch stopwatch;
  const Setting& setting = trial.setting;
  TrialStart start = start_trial(trial);
  const auto model = make_model(setting, start.generator);
  const at::Device target(options.device);
  model->to(target);
  const Dataset validation = start.validation.to(target);
  const Snapshot snapshot = [&](double step) {
    return take_picture(*model, setting.loss, validation, step);
  };
  auto train_error =
      train(setting, *model, start.training.to(target), start.generator,
            {.on_epoch = [&](std::int64_t epoch,
                             double error) { observer.on_epoch(epoch, error, snapshot); },
             .stop_requested = observer.stop_requested});

  std::optional<Score> test;
  if (setting.test_size > 0) {
    const Dataset points = generate_data(setting.test_size, setting.noise, start.generator);
    test = test_score(*model, setting.loss, points.to(target));
  }
  const ProbabilityGrid grid =
      probability_grid(*model, setting.loss, validation.inputs, kShapeStep);
  TrialResult result{.trial = trial,
                     .train_error = std::move(train_error),
                     .validation = validation_score(*model, setting.loss, validation),
                     .test = test,
                     .boundary_width = boundary_width(grid),
                     .boundary_roughness = boundary_roughness(contour(grid, 0.5)),
                     .seconds = stopwatch.seconds()};
  if (options.pictured && options.pictured->seed == trial.seed) {
    result.picture = std::make_shared<const Picture>(snapshot(options.pictured->grid_step));
  }
  if (options.keeps_weights) result.weights = weights_of(*model);
  return result;
}

std::vector<LabelledPoint> training_points(const Trial& trial) {
  return labelled_points(start_trial(trial).training);
}

}  // namespace spiral
