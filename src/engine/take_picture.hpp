// From tensors to the plain data that is drawn.
#pragma once

#include <vector>

#include "data/spirals.hpp"
#include "evaluation/decision_boundary.hpp"
#include "experiment/labelled_point.hpp"
#include "experiment/picture.hpp"
#include "model/multi_layer_model.hpp"

namespace spiral {

std::vector<LabelledPoint> labelled_points(const Dataset& dataset);

/// What the model makes of the validation set and, on a grid of this step, of the plane.
Picture take_picture(MultiLayerModel& model, Loss loss, const Dataset& validation,
                     const Plane& plane, double step);

}  // namespace spiral
