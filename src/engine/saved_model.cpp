#include "engine/saved_model.hpp"

#include <ATen/Parallel.h>

#include <algorithm>

#include "engine/blas.hpp"
#include "evaluation/accuracy.hpp"
#include "evaluation/decision_boundary.hpp"
#include "model/weights.hpp"

namespace spiral {

namespace {

// Its activations in 3x10 stay in the first cache, and what a call costs is a small part.
constexpr std::int64_t kBatch = 1024;

}  // namespace

struct SavedModel::Network {
  MultiLayerModel model;
  Loss loss;
  Box box;
  at::Tensor batch = at::zeros({kBatch, 2});
};

SavedModel::SavedModel(const Checkpoint& checkpoint)
    : network_(
          new Network{MultiLayerModel({.hidden = checkpoint.hidden,
                                       .hidden_activation = checkpoint.activation,
                                       .activate_last_hidden = checkpoint.activate_last_hidden,
                                       .output_activation = output_activation(checkpoint.loss)}),
                      checkpoint.loss, checkpoint.box}) {
  at::set_num_threads(1);
  use_one_blas_thread();
  set_weights(network_->model, checkpoint.weights);
}

SavedModel::~SavedModel() = default;

std::vector<float> SavedModel::predict(const std::vector<LabelledPoint>& points) {
  std::vector<float> probabilities;
  probabilities.reserve(points.size());
  float* const inputs = network_->batch.data_ptr<float>();
  const auto batch_size = static_cast<std::size_t>(kBatch);
  for (std::size_t begin = 0; begin < points.size(); begin += batch_size) {
    const std::size_t count = std::min(batch_size, points.size() - begin);
    for (std::size_t i = 0; i < count; ++i) {
      inputs[2 * i] = points[begin + i].x;
      inputs[2 * i + 1] = points[begin + i].y;
    }
    const at::Tensor outputs =
        spiral::predict(network_->model, network_->loss, network_->batch).contiguous();
    const float* first = outputs.data_ptr<float>();
    probabilities.insert(probabilities.end(), first, first + count);
  }
  return probabilities;
}

ProbabilityGrid SavedModel::boundary(double step) {
  return probability_grid(network_->model, network_->loss, kept_plane(network_->box), step);
}

}  // namespace spiral
