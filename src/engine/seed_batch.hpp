// Many seeds of one config, trained together: what the ensemble and the SIMD engine have in common.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <vector>

#include "core/training_observer.hpp"
#include "engine/evaluate.hpp"

namespace spiral {

class SeedBatch {
 public:
  /// Starts each seed's trial, on `points` where they are the user's own, and makes its model, on
  /// the CPU. The first seed is repeated until the places are a multiple of `whole`. What each seed
  /// has to itself is shared out among `threads`.
  SeedBatch(const TrainConfig& config, const Place& place, const std::vector<std::uint64_t>& seeds,
            const OwnPoints& points, std::size_t whole, std::size_t threads = 1);
  virtual ~SeedBatch() = default;
  SeedBatch(const SeedBatch&) = delete;
  SeedBatch& operator=(const SeedBatch&) = delete;

  /// As Engine::train. Call it once.
  std::vector<TrialResult> train(TrainingObserver& observer);

 protected:
  /// One pass over the training sets. Returns the train error of every place.
  /// Throws: Interrupted.
  virtual std::vector<double> train_epoch(TrainingObserver& observer) = 0;

  /// The model at a place, as it is now, until the next call.
  virtual MultiLayerModel& model(std::size_t place) = 0;

  /// What each seed's trained model gave: all but the train errors.
  /// Throws: Interrupted.
  virtual std::vector<TrainedTrial> outputs(TrainingObserver& observer) = 0;

  /// The seeds of the next epoch's permutations, one a place: the low 32 bits, which are all that a
  /// Mersenne Twister takes.
  /// Random: draw_permutation_seed, once a place.
  std::vector<std::uint32_t> draw_permutation_seeds();

 private:
  std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();

 protected:
  TrainConfig config_;
  std::size_t threads_;
  std::size_t seeds_;
  // One a place:
  std::vector<TrialData> data_;
  std::vector<std::shared_ptr<MultiLayerModel>> models_;
};

}  // namespace spiral
