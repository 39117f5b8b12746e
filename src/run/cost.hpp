// How long a trial will take compared with others.
#pragma once

#include "experiment/setting.hpp"

namespace spiral {

/// Units: about the time that LibTorch spends on one linear layer of a few neurons in one step.
double estimated_cost(const Setting& setting);

}  // namespace spiral
