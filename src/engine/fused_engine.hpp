// Many seeds of one setting at once, one a SIMD lane: the torch engine's random numbers and, but for
// the order of floating-point sums, its results, hundreds of times faster. It knows no GPU.
#pragma once

#include <cstddef>
#include <vector>

#include "engine/engine_options.hpp"
#include "experiment/observer.hpp"
#include "experiment/trial.hpp"

namespace spiral {

/// How many seeds one call trains at once on this processor: 16 with AVX-512, 8 with AVX2, 4 with
/// SSE or NEON, 1 without vectors.
std::size_t fused_lanes();

/// Trains and evaluates `trials`, 1 to fused_lanes() of them, all of one setting; returns one result
/// a trial, in order. A result has the same bits whichever other seeds share the call. Its `seconds`
/// are its share of the call's. Safe to call from several threads at once.
/// Throws: Interrupted; std::invalid_argument for any other trials.
std::vector<TrialResult> run_fused_trials(const std::vector<Trial>& trials,
                                          const EngineOptions& options,
                                          const PieceObserver& observer);

}  // namespace spiral
