#include "engine/saved_model.hpp"

#include <algorithm>
#include <new>

#include "core/text.hpp"
#include "engine/runtime.hpp"
#include "notebook/accuracy.hpp"
#include "notebook/checkpoint.hpp"
#include "notebook/decision_boundary.hpp"
#include "notebook/multi_layer_model.hpp"

namespace spiral {

namespace {

// Its activations in 3x10 stay in the first cache, and what a call costs is a small part.
constexpr std::size_t kBatch = 1024;

Checkpoint load_checkpoint(const std::string& path) {
  try {
    return read_checkpoint(path);
  } catch (const CheckpointError& error) {
    throw UsageError(path + ": " + error.what());
  } catch (const std::bad_alloc&) {
    throw CheckpointError(path + ": memory ran out: it is too large");
  }
}

}  // namespace

struct SavedModel::Network {
  explicit Network(const Checkpoint& checkpoint)
      : hidden(checkpoint.hidden),
        model({.hidden = checkpoint.hidden,
               .activation = checkpoint.activation,
               .activate_last_hidden = checkpoint.activate_last_hidden,
               .loss = checkpoint.loss}),
        loss(checkpoint.loss),
        extent(extent_of_box(checkpoint.extent)) {
    set_weights(model, checkpoint.weights);
  }

  std::vector<std::int64_t> hidden;
  MultiLayerModel model;
  Loss loss;
  PlotExtent extent;
  at::Tensor batch = at::zeros({static_cast<std::int64_t>(kBatch), 2});
  std::size_t place = 0;  // of the next point in the batch
};

std::string saved_model_bytes(const TrialResult& result) {
  return checkpoint_bytes(result.key, result.extent, result.weights);
}

SavedModel::SavedModel(const std::string& path) {
  use_one_thread();
  network_ = std::make_unique<Network>(load_checkpoint(path));
}

SavedModel::~SavedModel() = default;

std::string SavedModel::shape() const { return shape_name(network_->hidden); }

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
    const at::Tensor all =
        spiral::predict(network_->model, network_->loss, network_->batch).contiguous();
    const float* const first = all.data_ptr<float>() + place;
    probabilities.insert(probabilities.end(), first, first + count);
    begin += count;
    place = (place + count) % kBatch;
  }
  return probabilities;
}

ProbabilityGrid SavedModel::boundary(double step) {
  return probability_grid(network_->model, network_->loss, network_->extent, step);
}

}  // namespace spiral
