// Runs trials side by side. It knows neither LibTorch nor what an engine computes.
#pragma once

#include <exception>
#include <functional>
#include <optional>
#include <vector>

#include "engine/engine.hpp"
#include "study/plan.hpp"

namespace spiral {

/// Trains `trials` on `jobs` threads, in seed batches: trials that follow each other and share a
/// case, as many as the engine takes; with more than one job the longest first, so that all end
/// together. Each batch's results go to `take`, with the place of its first trial, as soon as they
/// are complete, from several threads at once. Every observer is told of every trial by its place
/// in the list; the run ends when one of them asks it to stop, or when a trial or `take` fails.
/// Returns why the run ended early: Interrupted, or what the first failure threw; null if it did
/// not.
std::exception_ptr train_trials(
    const std::vector<PlannedTrial>& trials, int jobs, const Engine& engine,
    const std::vector<TrainingObserver*>& observers,
    const std::function<void(std::size_t first, std::vector<TrialResult>)>& take);

}  // namespace spiral
