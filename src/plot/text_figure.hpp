// The figure of a training in characters.
#pragma once

#include <vector>

#include "plot/page.hpp"
#include "study/plan.hpp"

namespace spiral {

/// Units: characters.
struct TextSize {
  int columns = 100;
  int rows = 30;
};

/// Convergence so far and the decision boundary now, side by side where there is room for both: dots
/// where class 1 is the more probable, and the points as the model labels them, x for 1 and o for
/// 0. No letter is one that gnuplot draws axes with.
Figure text_figure(const PlannedTrial& trial, const std::vector<double>& train_error,
                   const PredictionMap& map, const TextSize& size);

}  // namespace spiral
