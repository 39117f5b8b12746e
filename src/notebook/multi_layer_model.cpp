#include "notebook/multi_layer_model.hpp"

#include <algorithm>
#include <stdexcept>
#include <string>
#include <utility>

#include "notebook/random_state.hpp"

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
  const bool is_kept = at::GradMode::is_enabled();
  const torch::NoGradGuard no_graph;
  inputs_ = is_kept ? inputs : at::Tensor();
  outputs_.clear();
  at::Tensor x = inputs;
  for (std::size_t layer = 0; layer < linears_.size(); ++layer) {
    const at::Tensor pre_activation = linears_[layer]->forward(x);
    x = activate(activation_after(layer), pre_activation);
    if (is_kept) outputs_.push_back({pre_activation, x});
  }
  return x;
}

Activation output_activation(Loss loss) {
  return loss == Loss::mse ? Activation::sigmoid : Activation::identity;
}

std::shared_ptr<MultiLayerModel> make_model(const TrainConfig& config, at::Generator& generator) {
  std::shared_ptr<MultiLayerModel> model;
  with_global_generator(generator, [&] {
    model = std::make_shared<MultiLayerModel>(
        MultiLayerModel::Options{.hidden = config.hidden,
                                 .hidden_activation = config.activation,
                                 .activate_last_hidden = config.activate_last_hidden,
                                 .output_activation = output_activation(config.loss)});
  });
  return model;
}

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
