// A vector of seeds at work: mini-batch training, and what the trained seeds make of points.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

#include "engine/simd/kernels.hpp"
#include "engine/simd/network.hpp"
#include "engine/simd/optimizer.hpp"
#include "engine/simd/random_permutations.hpp"

namespace spiral::simd {

class Trainer {
 public:
  /// In an epoch's train error the last batch counts as `last_batch` points.
  Trainer(LaneModel model, const StepRule& rule, std::size_t batch_size, std::int64_t last_batch,
          LanePoints points);

  /// One pass over the points in the permutations that `seeds` give. Returns each lane's train
  /// error.
  /// Shape: seeds and result [lanes].
  /// Throws: Interrupted.
  std::vector<double> train_epoch(const std::vector<std::uint32_t>& seeds,
                                  const std::function<bool()>& stop_requested);

  const LaneModel& model() const { return model_; }

  /// Those of the last batch.
  /// Shape: [parameters][lanes].
  const LaneArray<float>& gradients() const { return gradients_; }

 private:
  void train_batch(std::size_t first, std::size_t count,
                   const std::function<bool()>& stop_requested);

  LaneModel model_;
  LaneOptimizer optimizer_;
  std::size_t batch_size_;
  std::int64_t last_batch_;
  LanePoints points_;
  RandomPermutations permutations_;
  Workspace workspace_;
  LaneArray<float> inputs_;     // [tiles][2][kTile][lanes]
  LaneArray<float> targets_;    // [tiles][kTile][lanes]
  LaneArray<float> gradients_;  // [parameters][lanes]
  LaneArray<float> loss_;       // [lanes]
};

/// Keeps the memory that it works in from one call to the next. The model must outlive it.
class Evaluator {
 public:
  explicit Evaluator(const LaneModel& model);

  /// Every lane's outputs at its own points, valid until the next call: probabilities for MSE,
  /// logits for BCE. Many points may come in several calls, each with a multiple of kWholePoints.
  /// Shape: [points.count][lanes].
  const LaneArray<float>& outputs_at(const LanePoints& points);

 private:
  const LaneModel& model_;
  Workspace workspace_;
  LaneArray<float> inputs_;  // [tiles][2][kTile][lanes]
  LaneArray<float> outputs_;
};

}  // namespace spiral::simd
