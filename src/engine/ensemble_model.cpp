#include "engine/ensemble_model.hpp"

#include <ATen/core/Reduction.h>

#include <utility>

#include "notebook/backward.hpp"

namespace spiral {

ModelEnsemble::ModelEnsemble(const std::vector<std::shared_ptr<MultiLayerModel>>& models,
                             at::Device device) {
  const std::size_t tensors = models.front()->parameters().size();
  for (std::size_t i = 0; i < tensors; ++i) {
    std::vector<at::Tensor> each;
    for (const auto& model : models) each.push_back(model->parameters()[i].detach());
    parameters_.push_back(at::stack(each).to(device));
  }
  for (std::size_t layer = 0; layer < tensors / 2; ++layer) {
    activations_.push_back(models.front()->activation_after(layer));
  }
}

at::Tensor ModelEnsemble::forward(const at::Tensor& inputs) {
  inputs_ = inputs;
  outputs_.clear();
  at::Tensor x = inputs;
  for (std::size_t layer = 0; layer < layers(); ++layer) {
    const at::Tensor linear =
        at::baddbmm(bias(layer).unsqueeze(1), x, weight(layer).transpose(1, 2));
    x = activate(activations_[layer], linear);
    outputs_.push_back({linear, x});
  }
  return x;
}

void ModelEnsemble::backward(at::Tensor output_gradient) {
  const at::NoGradGuard no_graph;
  at::Tensor gradient = std::move(output_gradient);
  for (std::size_t layer = layers(); layer-- > 0;) {
    pass_activation(gradient, activations_[layer], outputs_[layer].pre_activation,
                    outputs_[layer].activation);
    const at::Tensor& layer_input = layer == 0 ? inputs_ : outputs_[layer - 1].activation;
    weight(layer).mutable_grad() = at::bmm(gradient.transpose(1, 2), layer_input);
    bias(layer).mutable_grad() = at::sum(gradient, {1});
    if (layer > 0) gradient = at::bmm(gradient, weight(layer));
  }
}

void ModelEnsemble::to(at::Device device) {
  for (at::Tensor& parameter : parameters_) parameter = parameter.to(device);
}

void ModelEnsemble::unpack(std::size_t place, MultiLayerModel& model) const {
  const at::NoGradGuard no_graph;
  const auto to = model.parameters();
  for (std::size_t i = 0; i < to.size(); ++i) {
    to[i].copy_(parameters_[i][static_cast<std::int64_t>(place)]);
  }
}

at::Tensor ensemble_losses(Loss loss, const at::Tensor& outputs, const at::Tensor& targets) {
  const at::Tensor each = loss == Loss::mse ? at::mse_loss(outputs, targets, at::Reduction::None)
                                            : at::binary_cross_entropy_with_logits(
                                                  outputs, targets, {}, {}, at::Reduction::None);
  return at::mean(each, {1, 2});
}

at::Tensor ensemble_loss_gradient(Loss loss, const at::Tensor& outputs, const at::Tensor& targets) {
  const auto n = static_cast<double>(outputs.size(1));
  return loss == Loss::mse ? at::sub(outputs, targets).mul_(2 / n)
                           : at::sigmoid(outputs).sub_(targets).div_(n);
}

}  // namespace spiral
