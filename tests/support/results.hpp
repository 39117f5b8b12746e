// Made-up results for tests of what is done with results.
#pragma once

#include <limits>

#include "core/trial.hpp"

namespace spiral {

inline constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

inline TrialResult made_up_result(const TrainConfig& config, std::uint64_t seed, Score validation) {
  return {.key = {config, seed},
          .train_error = {0.25, 0.125},
          .train_accuracy = 0.75,
          .validation = validation,
          .boundary_width = 0.375,
          .boundary_edginess = 0.5,
          .seconds = 1.5};
}

}  // namespace spiral
