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
constexpr std::size_t kBatch = 1024;

}  // namespace

struct SavedModel::Network {
  MultiLayerModel model;
  Loss loss;
  Box box;
  at::Tensor batch = at::zeros({static_cast<std::int64_t>(kBatch), 2});
  std::size_t place = 0;  // of the next point in the batch
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
  std::size_t& place = network_->place;
  for (std::size_t begin = 0; begin < points.size();) {
    const std::size_t count = std::min(kBatch - place, points.size() - begin);
    float* input = network_->batch.data_ptr<float>() + 2 * place;
    for (std::size_t i = begin; i < begin + count; ++i) {
      *input++ = points[i].x;
      *input++ = points[i].y;
    }
    const at::Tensor outputs =
        spiral::predict(network_->model, network_->loss, network_->batch).contiguous();
    const float* first = outputs.data_ptr<float>() + place;
    probabilities.insert(probabilities.end(), first, first + count);
    begin += count;
    place = (place + count) % kBatch;
  }
  return probabilities;
}

ProbabilityGrid SavedModel::boundary(double step) {
  return probability_grid(network_->model, network_->loss, kept_plane(network_->box), step);
}

}  // namespace spiral
