// Times the SIMD engine against the core's own peak.
#pragma once

#include <nlohmann/json.hpp>

#include "core/train_config.hpp"

namespace spiral {

/// The median over the epochs of a full vector of seeds, each seed's share.
double simd_milliseconds(const TrainConfig& config);

/// Each network, activation and optimizer of the notebook that the engine's goals name, and the
/// share of drawing permutations, as medians of `rounds` rounds; each round measures the peak anew.
nlohmann::ordered_json simd_report(int rounds, std::int64_t epochs);

}  // namespace spiral
