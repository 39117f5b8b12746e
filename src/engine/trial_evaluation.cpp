#include "engine/trial_evaluation.hpp"

#include <memory>
#include <optional>
#include <utility>

#include "engine/take_picture.hpp"
#include "evaluation/accuracy.hpp"
#include "evaluation/boundary_shape.hpp"
#include "model/weights.hpp"

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

Plane plane_of(const TrialStart& start, const EngineOptions& options) {
  return options.points ? fitted_plane(at::cat({start.training.inputs, start.validation.inputs}))
                        : spiral_plane(start.validation.inputs);
}

}  // namespace

TrialEvaluation::TrialEvaluation(const Trial& trial, const TrialStart& start,
                                 const EngineOptions& options)
    : trial_(trial),
      options_(options),
      plane_(plane_of(start, options)),
      validation_(start.validation.to(options.device)) {}

Picture TrialEvaluation::picture(MultiLayerModel& model, double step) const {
  return take_picture(model, trial_.setting.loss, validation_, plane_, step);
}

TrialResult TrialEvaluation::result(MultiLayerModel& model, std::vector<double> train_error,
                                    at::Generator& generator) const {
  const Setting& setting = trial_.setting;
  std::optional<Score> test;
  if (setting.test_size > 0) {
    const Dataset points = generate_data(setting.test_size, setting.noise, generator);
    test = test_score(model, setting.loss, points.to(options_.device));
  }
  const Shape shape = shape_of(model, setting.loss, plane_);
  return {.trial = trial_,
          .train_error = std::move(train_error),
          .validation = validation_score(model, setting.loss, validation_),
          .test = test,
          .boundary_width = shape.width,
          .boundary_roughness = shape.roughness,
          .seconds = 0};
}

void TrialEvaluation::add_extras(MultiLayerModel& model, TrialResult& result) const {
  if (options_.pictured && options_.pictured->seed == trial_.seed) {
    result.picture = std::make_shared<const Picture>(picture(model, options_.pictured->grid_step));
  }
  if (options_.keeps_weights) {
    result.weights = weights_of(model);
    result.box = plane_.box;
  }
}

}  // namespace spiral
