// Trials that an engine trains together.
#pragma once

#include <cstddef>
#include <vector>

#include "experiment/trial.hpp"

namespace spiral {

/// Throws: std::invalid_argument unless `trials` are 1 to `most` of one setting.
void check_piece(const std::vector<Trial>& trials, std::size_t most);

/// Gives each its share of the time that all took together.
void share_time(std::vector<TrialResult>& results, double seconds);

}  // namespace spiral
