#include "engine/torch_engine.hpp"

#include <ATen/Parallel.h>

#include <chrono>
#include <utility>

#include "engine/trial_start.hpp"
#include "evaluation/accuracy.hpp"
#include "evaluation/boundary_shape.hpp"
#include "evaluation/decision_boundary.hpp"
#include "training/train.hpp"

namespace spiral {

namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point begin) {
  return std::chrono::duration<double>(Clock::now() - begin).count();
}

std::vector<LabelledPoint> labelled_points(const Dataset& dataset) {
  const Dataset on_cpu = dataset.to(at::kCPU);
  const auto inputs = on_cpu.inputs.accessor<float, 2>();
  const auto labels = on_cpu.labels.accessor<int, 1>();
  std::vector<LabelledPoint> points;
  for (std::int64_t i = 0; i < labels.size(0); ++i) {
    points.push_back({inputs[i][0], inputs[i][1], labels[i]});
  }
  return points;
}

Picture take_picture(MultiLayerModel& model, Loss loss, const Dataset& validation, double step) {
  Picture picture{.real = labelled_points(validation),
                  .predicted = {},
                  .accuracy = validation_score(model, loss, validation).accuracy,
                  .grid = probability_grid(model, loss, validation.inputs, step)};
  const at::Tensor probability = predict(model, loss, validation.inputs).to(at::kCPU);
  for (std::int64_t i = 0; i < probability.size(0); ++i) {
    picture.predicted.push_back(probability[i].item<float>() >= 0.5F ? 1 : 0);
  }
  return picture;
}

}  // namespace

TrialResult run_trial(const Trial& trial, const EngineOptions& options,
                      const TrialObserver& observer) {
  at::set_num_threads(1);  // LibTorch keeps this number per thread
  const auto begin = Clock::now();
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
                     .boundary_roughness = boundary_roughness(half_contour(grid)),
                     .seconds = seconds_since(begin)};
  if (options.picture_step) {
    result.picture = std::make_shared<const Picture>(snapshot(*options.picture_step));
  }
  return result;
}

std::vector<LabelledPoint> training_points(const Trial& trial) {
  return labelled_points(start_trial(trial).training);
}

}  // namespace spiral
