// How long training takes, compared with other settings.
#pragma once

#include "experiment/setting.hpp"

namespace spiral {

/// Units: about the time that the torch engine spends on one linear layer of a few neurons in one
/// step.
double torch_cost(const Setting& setting);

/// Units: about the time that the fused engine spends on one multiplication of every lane.
double fused_cost(const Setting& setting);

}  // namespace spiral
