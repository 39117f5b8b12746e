#include "model/multi_layer_model.hpp"

#include <string>
#include <utility>

#include "data/random_state.hpp"
#include "model/activation.hpp"

namespace spiral {

MultiLayerModel::MultiLayerModel(Options options) : options_(std::move(options)) {
  std::int64_t fan_in = 2;
  for (const std::int64_t neurons : options_.hidden) {
    const std::string name = "layer_" + std::to_string(linears_.size() + 1);
    linears_.push_back(register_module(name, torch::nn::Linear(fan_in, neurons)));
    fan_in = neurons;
  }
  linears_.push_back(register_module("out", torch::nn::Linear(fan_in, 1)));
}

Activation MultiLayerModel::activation_after(std::size_t layer) const {
  const std::size_t hidden_layers = options_.hidden.size();
  if (layer == hidden_layers) return options_.output_activation;
  const bool last_hidden = layer + 1 == hidden_layers;
  return last_hidden && !options_.activate_last_hidden ? Activation::identity
                                                       : options_.hidden_activation;
}

at::Tensor MultiLayerModel::forward(const at::Tensor& inputs) {
  return layer_outputs(inputs).back().activated;
}

std::vector<LayerOutput> MultiLayerModel::layer_outputs(const at::Tensor& inputs) {
  std::vector<LayerOutput> outputs;
  outputs.reserve(linears_.size());
  at::Tensor x = inputs;
  for (std::size_t layer = 0; layer < linears_.size(); ++layer) {
    const at::Tensor linear = linears_[layer]->forward(x);
    x = activate(activation_after(layer), linear);
    outputs.push_back({linear, x});
  }
  return outputs;
}

void MultiLayerModel::backward(const at::Tensor& inputs, const std::vector<LayerOutput>& outputs,
                               at::Tensor output_gradient) {
  const torch::NoGradGuard no_graph;
  at::Tensor gradient = std::move(output_gradient);
  for (std::size_t layer = linears_.size(); layer-- > 0;) {
    gradient = activation_gradient(activation_after(layer), gradient, outputs[layer].linear,
                                   outputs[layer].activated);
    const at::Tensor& layer_input = layer == 0 ? inputs : outputs[layer - 1].activated;
    auto& linear = *linears_[layer];
    linear.weight.mutable_grad() = at::mm(gradient.t(), layer_input);
    linear.bias.mutable_grad() = at::sum(gradient, {0});
    if (layer > 0) gradient = at::mm(gradient, linear.weight);
  }
}

Activation output_activation(Loss loss) {
  return loss == Loss::mse ? Activation::sigmoid : Activation::identity;
}

std::shared_ptr<MultiLayerModel> make_model(const Setting& setting, at::Generator& generator) {
  std::shared_ptr<MultiLayerModel> model;
  with_global_generator(generator, [&] {
    model = std::make_shared<MultiLayerModel>(
        MultiLayerModel::Options{.hidden = setting.hidden,
                                 .hidden_activation = setting.activation,
                                 .activate_last_hidden = setting.activate_last_hidden,
                                 .output_activation = output_activation(setting.loss)});
  });
  return model;
}

}  // namespace spiral
