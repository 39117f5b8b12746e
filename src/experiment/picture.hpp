// What a model makes of the validation set, for those who draw it.
#pragma once

#include <functional>
#include <vector>

#include "experiment/labelled_point.hpp"
#include "experiment/probability_grid.hpp"

namespace spiral {

struct Picture {
  /// The validation set with its own labels.
  std::vector<LabelledPoint> real;
  /// The label that the model gives to each of them.
  std::vector<int> predicted;
  /// The share of points whose two labels agree.
  double accuracy;
  /// The probabilities over the validation set's box and its padding.
  ProbabilityGrid grid;
};

/// Takes a picture of the model as it is now, on a grid of this step; on the training's own thread.
using Snapshot = std::function<Picture(double grid_step)>;

}  // namespace spiral
