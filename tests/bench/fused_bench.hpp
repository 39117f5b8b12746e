// Times the fused engine against the core's own peak.
#pragma once

#include <nlohmann/json.hpp>

#include "experiment/setting.hpp"

namespace spiral {

/// The middle one of an odd number of values, or the upper one of two.
double median(std::vector<double> values);

/// The median over the epochs of a full vector of seeds, each seed's share.
double fused_milliseconds(const Setting& setting);

/// Each network, activation and optimizer of the notebook that the engine's goals name, and the
/// share of drawing orders, as medians of `rounds` rounds; each round measures the peak anew.
nlohmann::ordered_json fused_report(int rounds, std::int64_t epochs);

}  // namespace spiral
