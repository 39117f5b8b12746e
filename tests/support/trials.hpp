// Trials of one setting for engines that train several seeds together, and how near numbers are.
#pragma once

#include <cmath>
#include <cstdint>
#include <vector>

#include "experiment/trial.hpp"

namespace spiral {

inline const Setting kSmall{.hidden = {6, 4}, .epochs = 3, .train_size = 203, .val_size = 100};

inline std::vector<Trial> trials_of(const Setting& setting,
                                    const std::vector<std::uint64_t>& seeds) {
  std::vector<Trial> trials;
  for (const std::uint64_t seed : seeds) trials.push_back({"test", setting, seed});
  return trials;
}

inline double relative_error(double actual, double expected) {
  return std::abs(actual - expected) / std::abs(expected);
}

}  // namespace spiral
