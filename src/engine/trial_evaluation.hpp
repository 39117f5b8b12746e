// What a trial's model is asked, while it trains and when it has.
#pragma once

#include <vector>

#include "engine/engine_options.hpp"
#include "engine/trial_start.hpp"
#include "evaluation/decision_boundary.hpp"
#include "experiment/picture.hpp"
#include "experiment/trial.hpp"
#include "model/multi_layer_model.hpp"

namespace spiral {

/// Takes models on the device that `options` name.
class TrialEvaluation {
 public:
  TrialEvaluation(const Trial& trial, const TrialStart& start, const EngineOptions& options);

  /// What the model is validated on, on the device.
  const Dataset& validation() const { return validation_; }

  /// Units: `step` in those of the plane.
  Picture picture(MultiLayerModel& model, double step) const;

  /// The trained model's scores and shape; the time it took is the caller's to say.
  /// Random: the test set, where the setting has one, from `generator`.
  TrialResult result(MultiLayerModel& model, std::vector<double> train_error,
                     at::Generator& generator) const;

  /// Adds the picture and the weights, where the options ask for them.
  void add_extras(MultiLayerModel& model, TrialResult& result) const;

 private:
  Trial trial_;
  EngineOptions options_;
  Plane plane_;
  Dataset validation_;
};

}  // namespace spiral
