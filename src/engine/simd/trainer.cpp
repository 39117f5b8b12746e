#include "engine/simd/trainer.hpp"

#include <algorithm>
#include <utility>

#include "core/epoch_error.hpp"
#include "core/training_observer.hpp"

namespace spiral::simd {

Trainer::Trainer(LaneModel model, const StepRule& rule, std::size_t batch_size,
                 std::int64_t last_batch, LanePoints points)
    : model_(std::move(model)),
      optimizer_(rule, model_.network.parameters()),
      batch_size_(batch_size),
      last_batch_(last_batch),
      points_(std::move(points)),
      permutations_(points_.count),
      workspace_(model_.network, batch_size),
      inputs_(2 * kPart * lane_count()),
      targets_(kPart * lane_count()),
      gradients_(model_.parameters.size()),
      loss_(lane_count()) {}

std::vector<double> Trainer::train_epoch(const std::vector<std::uint32_t>& seeds,
                                         const std::function<bool()>& stop_requested) {
  permutations_.draw(seeds);
  std::vector<std::vector<float>> batch_losses(lane_count());
  for (std::size_t first = 0; first < points_.count; first += batch_size_) {
    train_batch(first, std::min(batch_size_, points_.count - first), stop_requested);
    for (std::size_t lane = 0; lane < batch_losses.size(); ++lane) {
      batch_losses[lane].push_back(loss_[lane]);
    }
  }
  std::vector<double> train_error;
  for (const std::vector<float>& losses : batch_losses) {
    train_error.push_back(epoch_error(losses, static_cast<std::int64_t>(batch_size_), last_batch_,
                                      static_cast<std::int64_t>(points_.count)));
  }
  return train_error;
}

void Trainer::train_batch(std::size_t first, std::size_t count,
                          const std::function<bool()>& stop_requested) {
  for (std::size_t done = 0; done < count; done += kPart) {
    if (stop_requested()) throw Interrupted();
    const std::size_t part = std::min(kPart, count - done);
    gather(points_, permutations_.rows(first + done), part, inputs_.data(), targets_.data());
    backpropagate(model_.network, model_.parameters.data(),
                  {inputs_.data(), targets_.data(), {done, part, count}}, workspace_,
                  gradients_.data(), loss_.data());
  }
  optimizer_.step(model_.parameters.data(), gradients_.data());
}

Evaluator::Evaluator(const LaneModel& model)
    : model_(model), workspace_(model.network, kPart), inputs_(2 * kPart * lane_count()) {}

const LaneArray<float>& Evaluator::outputs_at(const LanePoints& points) {
  const std::size_t lanes = lane_count();
  outputs_.resize(tiles_for(points.count) * kTile * lanes);
  for (std::size_t first = 0; first < points.count; first += kPart) {
    const std::size_t count = std::min(kPart, points.count - first);
    for (std::size_t s = 0; s < count; ++s) {
      float* const input = inputs_.data() + input_place(s) * lanes;
      for (std::size_t lane = 0; lane < lanes; ++lane) {
        const PlanePoint point = points.lane(lane)[first + s];
        input[lane] = point.x;
        input[kTile * lanes + lane] = point.y;
      }
    }
    predict(model_.network, model_.parameters.data(), inputs_.data(), first, count, workspace_,
            outputs_.data() + first * lanes);
  }
  return outputs_;
}

}  // namespace spiral::simd
