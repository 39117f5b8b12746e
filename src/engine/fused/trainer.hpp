// Mini-batch training of a vector of seeds.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

#include "engine/fused/kernels.hpp"
#include "engine/fused/lane_model.hpp"
#include "engine/fused/lane_points.hpp"
#include "engine/fused/optimizer.hpp"
#include "engine/fused/random_orders.hpp"

namespace spiral::fused {

class Trainer {
 public:
  Trainer(LaneModel model, const StepRule& rule, std::size_t batch_size, LanePoints points);

  /// One pass over the points in the orders that `seeds` give. Returns each lane's train error, with
  /// the notebook's weights, of `train`.
  /// Shape: seeds and result [lanes].
  /// Throws: Interrupted.
  std::vector<double> train_epoch(const std::vector<std::uint32_t>& seeds,
                                  const std::function<bool()>& stop_requested);

  const LaneModel& model() const { return model_; }

 private:
  void gather(std::size_t first, std::size_t count);
  void train_batch(std::size_t first, std::size_t count,
                   const std::function<bool()>& stop_requested);

  LaneModel model_;
  LaneOptimizer optimizer_;
  std::size_t batch_size_;
  LanePoints points_;
  RandomOrders orders_;
  Workspace workspace_;
  LaneArray<float> inputs_;     // [tiles][2][kTile][lanes]
  LaneArray<float> targets_;    // [tiles][kTile][lanes]
  LaneArray<float> gradients_;  // [parameters][lanes]
  LaneArray<float> losses_;     // [lanes]
};

}  // namespace spiral::fused
