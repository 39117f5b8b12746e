// The decision boundaries of a vector of seeds.
#pragma once

#include <vector>

#include "engine/fused/evaluator.hpp"
#include "engine/lane_transfer.hpp"
#include "experiment/probability_grid.hpp"

namespace spiral {

/// `probability_grid` for every lane, each over the box of its own validation set.
std::vector<ProbabilityGrid> lane_grids(fused::Evaluator& evaluator, Loss loss,
                                        const LaneDatasets& validation, double step);

}  // namespace spiral
