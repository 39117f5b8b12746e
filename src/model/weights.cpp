#include "model/weights.hpp"

#include <stdexcept>

namespace spiral {

std::vector<float> weights_of(const MultiLayerModel& model) {
  std::vector<float> weights;
  for (const at::Tensor& parameter : model.parameters()) {
    const at::Tensor flat = parameter.detach().to(at::kCPU).contiguous();
    weights.insert(weights.end(), flat.data_ptr<float>(), flat.data_ptr<float>() + flat.numel());
  }
  return weights;
}

void set_weights(MultiLayerModel& model, const std::vector<float>& weights) {
  const torch::NoGradGuard no_graph;
  std::size_t place = 0;
  for (at::Tensor& parameter : model.parameters()) {
    const auto count = static_cast<std::size_t>(parameter.numel());
    if (place + count > weights.size()) {
      throw std::invalid_argument("the weights are fewer than the model's");
    }
    std::copy_n(weights.data() + place, count, parameter.data_ptr<float>());
    place += count;
  }
  if (place != weights.size()) throw std::invalid_argument("the weights are more than the model's");
}

}  // namespace spiral
