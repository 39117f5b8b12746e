// Many seeds of one setting at once as one stack of models, on LibTorch: for a GPU, which hardly
// notices how many of these tiny networks a call trains.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "engine/engine_options.hpp"
#include "experiment/observer.hpp"
#include "experiment/trial.hpp"

namespace spiral {

/// How many seeds one call trains at once on `device`.
std::size_t batched_trials(const std::string& device);

/// Trains and evaluates `trials`, 1 to batched_trials(options.device) of them, all of one setting;
/// returns one result a trial, in order: the torch engine's random numbers and, but for the order of
/// floating-point sums, its results. That order may depend on how many share the call. Their
/// `seconds` are their shares of the call's. Safe to call from several threads at once.
/// Throws: Interrupted; std::invalid_argument for any other trials.
std::vector<TrialResult> run_batched_trials(const std::vector<Trial>& trials,
                                            const EngineOptions& options,
                                            const PieceObserver& observer);

}  // namespace spiral
