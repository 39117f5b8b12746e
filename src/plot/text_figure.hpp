// The figure of a training in characters.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/geometry.hpp"
#include "plot/page.hpp"

namespace spiral {

/// Units: characters.
struct TextSize {
  int columns = 100;
  int rows = 30;
};

/// Convergence and the decision boundary, side by side where there is room for both: dots where
/// class 1 is the more likely, and the points as the model labels them, x for 1 and o for 0. No
/// letter is one that gnuplot draws axes with.
Figure text_figure(const std::string& title, const std::vector<double>& train_error,
                   std::int64_t epochs, const PredictionMap& map, const TextSize& size);

/// The boundary of a model from a file.
Figure text_boundary(const std::string& title, const ProbabilityGrid& grid, const TextSize& size);

/// A data set.
Figure text_points(const std::string& title, const std::vector<LabelledPoint>& points,
                   const TextSize& size);

}  // namespace spiral
