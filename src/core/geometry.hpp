// Points, boxes and maps of the plane as plain data.
#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

namespace spiral {

/// A point of a data set. Units: `x` and `y` in those of the plane; `label` is 0 or 1.
struct LabelledPoint {
  float x;
  float y;
  int label;
};

/// Points that somebody has, of which a config's `val_size` validate.
struct PointSet {
  std::vector<LabelledPoint> points;
  /// They are the last ones; otherwise each seed draws which.
  bool is_split = false;
};

/// Points of a user's own, or null for the spirals.
using OwnPoints = std::shared_ptr<const PointSet>;

/// Units: those of the plane.
struct BoundingBox {
  double x_min = 0;
  double y_min = 0;
  double x_max = 0;
  double y_max = 0;

  bool operator==(const BoundingBox&) const = default;
  double width() const { return x_max - x_min; }
  double height() const { return y_max - y_min; }
  double longer_side() const { return std::max(width(), height()); }
  BoundingBox padded(double by) const { return {x_min - by, y_min - by, x_max + by, y_max + by}; }
};

/// Values on a regular grid, row by row from the lowest y, each row from the lowest x.
/// Units: `x_min`, `y_min` and `step` in those of the plane.
template <class Number>
struct Grid {
  double x_min;
  double y_min;
  double step;
  std::int64_t columns;
  std::int64_t rows;
  /// Shape: [rows * columns].
  std::vector<Number> values;

  Number at(std::int64_t row, std::int64_t column) const {
    return values[static_cast<std::size_t>(row * columns + column)];
  }

  BoundingBox extent() const {
    return {x_min, y_min, x_min + static_cast<double>(columns - 1) * step,
            y_min + static_cast<double>(rows - 1) * step};
  }
};

/// Class-1 probabilities.
using ProbabilityGrid = Grid<float>;

/// What a model makes of the validation set and of the plane around it, for those who draw it.
struct PredictionMap {
  /// The validation set with its own labels.
  std::vector<LabelledPoint> real;
  /// Shape: [real.size()]; the label that the model gives to each of them.
  std::vector<int> predicted;
  /// The share of points whose two labels agree.
  double accuracy;
  /// The probabilities over the plot extent.
  ProbabilityGrid grid;
};

/// Makes the map of a model as it is now, on a grid of this step; on the training's own thread.
using MapPrediction = std::function<PredictionMap(double grid_step)>;

}  // namespace spiral
