#include "model/model_stack.hpp"

#include <utility>

#include "model/activation.hpp"

namespace spiral {

ModelStack::ModelStack(const std::vector<std::shared_ptr<MultiLayerModel>>& models,
                       at::Device device) {
  for (std::size_t i = 0; i < models.front()->parameters().size(); ++i) {
    std::vector<at::Tensor> each;
    for (const auto& model : models) each.push_back(model->parameters()[i].detach());
    parameters_.push_back(at::stack(each).to(device));
  }
  for (std::size_t layer = 0; layer < layers(); ++layer) {
    activations_.push_back(models.front()->activation_after(layer));
  }
}

std::vector<LayerOutput> ModelStack::layer_outputs(const at::Tensor& inputs) const {
  std::vector<LayerOutput> outputs;
  outputs.reserve(layers());
  at::Tensor x = inputs;
  for (std::size_t layer = 0; layer < layers(); ++layer) {
    const at::Tensor linear =
        at::baddbmm(bias(layer).unsqueeze(1), x, weight(layer).transpose(1, 2));
    x = activate(activations_[layer], linear);
    outputs.push_back({linear, x});
  }
  return outputs;
}

void ModelStack::backward(const at::Tensor& inputs, const std::vector<LayerOutput>& outputs,
                          at::Tensor output_gradient) {
  const torch::NoGradGuard no_graph;
  at::Tensor gradient = std::move(output_gradient);
  for (std::size_t layer = layers(); layer-- > 0;) {
    gradient = activation_gradient(activations_[layer], gradient, outputs[layer].linear,
                                   outputs[layer].activated);
    const at::Tensor& layer_input = layer == 0 ? inputs : outputs[layer - 1].activated;
    weight(layer).mutable_grad() = at::bmm(gradient.transpose(1, 2), layer_input);
    bias(layer).mutable_grad() = at::sum(gradient, {1});
    if (layer > 0) gradient = at::bmm(gradient, weight(layer));
  }
}

void ModelStack::unpack(std::size_t place, MultiLayerModel& model) const {
  const torch::NoGradGuard no_graph;
  const auto to = model.parameters();
  for (std::size_t i = 0; i < to.size(); ++i) {
    to[i].copy_(parameters_[i][static_cast<std::int64_t>(place)]);
  }
}

}  // namespace spiral
