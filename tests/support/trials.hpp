// Trials of one config by any engine, who watches them, and how near numbers are.
#pragma once

#include <cmath>
#include <cstdint>
#include <functional>
#include <numeric>
#include <string>
#include <vector>

#include "core/training_observer.hpp"
#include "core/trial.hpp"
#include "engine/engine.hpp"

namespace spiral {

inline const TrainConfig kSmall{.hidden = {6, 4}, .epochs = 3, .train_size = 203, .val_size = 100};

/// Calls functions; what is not set does nothing.
class CallingObserver : public TrainingObserver {
 public:
  std::function<void(const EpochEnd& end)> epoch_ends = {};
  std::function<bool()> stops = {};

  void on_epoch(const EpochEnd& end) override {
    if (epoch_ends) epoch_ends(end);
  }
  bool stop_requested() override { return stops && stops(); }
};

inline std::vector<TrialResult> train_seeds(const std::string& engine, const TrainConfig& config,
                                            const std::vector<std::uint64_t>& seeds) {
  TrainingObserver nobody;
  return make_engine(engine, {})->train(config, {}, seeds, nobody);
}

/// By the torch engine, which the others are compared with.
inline TrialResult train_by_torch(const TrialKey& key) {
  TrainingObserver nobody;
  return make_engine("torch", {})->train(key.config, key.place, {key.seed}, nobody).front();
}

/// `first` and the following.
inline std::vector<std::uint64_t> seeds_from(std::uint64_t first, std::size_t count) {
  std::vector<std::uint64_t> seeds(count);
  std::iota(seeds.begin(), seeds.end(), first);
  return seeds;
}

inline double relative_error(double actual, double expected) {
  return std::abs(actual - expected) / std::abs(expected);
}

}  // namespace spiral
