#include "engine/torch_engine.hpp"

#include <ATen/Parallel.h>

#include <utility>

#include "engine/stopwatch.hpp"
#include "engine/take_picture.hpp"
#include "engine/trial_start.hpp"
#include "evaluation/accuracy.hpp"
#include "evaluation/boundary_shape.hpp"
#include "evaluation/decision_boundary.hpp"
#include "model/weights.hpp"
#include "training/early_stop.hpp"
#include "training/train.hpp"

namespace spiral {

namespace {

struct Shape {
  double width;
  std::optional<double> roughness;
};

/// The boundary's shape, lengths in the plane's units.
Shape shape_of(MultiLayerModel& model, Loss loss, const Plane& plane) {
  ProbabilityGrid grid = probability_grid(model, loss, plane, kShapeStep);
  grid.x_min /= plane.unit;
  grid.y_min /= plane.unit;
  grid.step = kShapeStep;
  return {boundary_width(grid), boundary_roughness(contour(grid, 0.5))};
}

}  // namespace

TrialResult run_trial(const Trial& trial, const EngineOptions& options,
                      const TrialObserver& observer) {
  at::set_num_threads(1);  // LibTorch keeps this number per thread
  const Stopwatch stopwatch;
  const Setting& setting = trial.setting;
  TrialStart start = options.points ? start_trial(trial, *options.points) : start_trial(trial);
  const Plane plane = options.points
                          ? fitted_plane(at::cat({start.training.inputs, start.validation.inputs}))
                          : spiral_plane(start.validation.inputs);
  const auto model = make_model(setting, start.generator);
  const at::Device target(options.device);
  model->to(target);
  const Dataset validation = start.validation.to(target);
  const Snapshot snapshot = [&](double step) {
    return take_picture(*model, setting.loss, validation, plane, step);
  };
  std::optional<EarlyStop> early_stop;
  if (options.patience) early_stop.emplace(*model, setting.loss, validation, *options.patience);
  auto train_error =
      train(setting, *model, start.training.to(target), start.generator,
            {.on_epoch = [&](std::int64_t epoch,
                             double error) { observer.on_epoch(epoch, error, snapshot); },
             .stop_requested = observer.stop_requested,
             .is_enough =
                 [&](std::int64_t epoch) { return early_stop && early_stop->is_enough(epoch); }});
  std::optional<std::int64_t> best_epoch;
  if (early_stop) best_epoch = early_stop->restore_best();

  std::optional<Score> test;
  if (setting.test_size > 0) {
    const Dataset points = generate_data(setting.test_size, setting.noise, start.generator);
    test = test_score(*model, setting.loss, points.to(target));
  }
  const Shape shape = shape_of(*model, setting.loss, plane);
  TrialResult result{.trial = trial,
                     .train_error = std::move(train_error),
                     .validation = validation_score(*model, setting.loss, validation),
                     .test = test,
                     .boundary_width = shape.width,
                     .boundary_roughness = shape.roughness,
                     .seconds = stopwatch.seconds(),
                     .best_epoch = best_epoch};
  if (options.pictured && options.pictured->seed == trial.seed) {
    result.picture = std::make_shared<const Picture>(snapshot(options.pictured->grid_step));
  }
  if (options.keeps_weights) {
    result.weights = weights_of(*model);
    result.box = plane.box;
  }
  return result;
}

std::vector<LabelledPoint> training_points(const Trial& trial) {
  return labelled_points(start_trial(trial).training);
}

}  // namespace spiral
