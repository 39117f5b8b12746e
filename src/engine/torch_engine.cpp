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

}  // namespace

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

std::vector<LabelledPoint> training_points(const Trial& trial) {
  const Dataset training = start_trial(trial).training;
  const auto inputs = training.inputs.accessor<float, 2>();
  const auto labels = training.labels.accessor<int, 1>();
  std::vector<LabelledPoint> points;
  for (std::int64_t i = 0; i < labels.size(0); ++i) {
    points.push_back({inputs[i][0], inputs[i][1], labels[i]});
  }
  return points;
}

}  // namespace spiral
