// Made-up results for a store, and what of them is there.
#pragma once

#include <cstdint>
#include <vector>

#include "study/store.hpp"
#include "support/results.hpp"

namespace spiral {

inline const Environment kHere{.version = "1",
                               .libtorch = "2",
                               .cpu_capability = "AVX2",
                               .blas = "generic",
                               .fingerprint = "0123456789ab",
                               .device = "cpu",
                               .threads = 1,
                               .engine = "simd",
                               .simd = "AVX3"};

inline TrialResult result_of(const TrainConfig& config, std::uint64_t seed,
                             const Place& place = {}) {
  TrialResult result = made_up_result(config, seed, {.987, .654});
  result.key.place = place;
  result.train_error = {1. / 3, kNaN, 2. / 7};
  result.train_error.resize(static_cast<std::size_t>(config.epochs));
  result.weights = {1.5F, -2.F / 3, static_cast<float>(seed)};
  result.weights.resize(static_cast<std::size_t>(parameter_count(config)));
  return result;
}

/// The seeds of the default config that are there.
inline std::vector<std::uint64_t> seeds_in(Store& store, const SeedRange& seeds) {
  std::vector<std::uint64_t> found;
  for (const TrialResult& result : store.results({}, {}, kHere, seeds)) {
    found.push_back(result.key.seed);
  }
  return found;
}

}  // namespace spiral
