// The decision boundaries of a vector of seeds.
#pragma once

#include <functional>
#include <vector>

#include "engine/fused/evaluator.hpp"
#include "engine/lane_transfer.hpp"
#include "experiment/probability_grid.hpp"

namespace spiral {

/// `probability_grid` for every lane, each over the box of its own validation set.
/// `stop_requested` is asked before each row: the whole takes a quarter of a second for 3x100.
/// Throws: Interrupted.
std::vector<ProbabilityGrid> lane_grids(fused::Evaluator& evaluator, Loss loss,
                                        const LaneDatasets& validation, double step,
                                        const std::function<bool()>& stop_requested);

}  // namespace spiral
