// Many seeds of one setting at once as one stack of models, on LibTorch: for a GPU, where a call costs
// more than these tiny networks' arithmetic.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "engine/engine_options.hpp"
#include "experiment/observer.hpp"
#include "experiment/trial.hpp"

namespace spiral {

/// How many seeds of `setting` one call trains at once on `device`: 32, or on a GPU up to 1024, as its
/// memory allows.
std::size_t batched_trials(const Setting& setting, const std::string& device);

/// Trains and evaluates `trials`, 1 to batched_trials() of them, all of one setting; returns one
/// result a trial, in order: the torch engine's random numbers and, but for the order of
/// floating-point sums, its results. On the CPU a result has the same bits whichever other seeds
/// share the call; on a GPU that is the BLAS's choice. Their `seconds` are their shares of the call's.
/// Safe to call from several threads at once.
/// Throws: Interrupted; std::invalid_argument for any other trials.
std::vector<TrialResult> run_batched_trials(const std::vector<Trial>& trials,
                                            const EngineOptions& options,
                                            const PieceObserver& observer);

}  // namespace spiral
