#include "notebook/multi_layer_model.hpp"

#include <torch/nn/utils/convert_parameters.h>

#include <stdexcept>
#include <string>
#include <utility>

#include "notebook/checkpoint.hpp"
#include "notebook/random_state.hpp"

namespace spiral {

MultiLayerModel::MultiLayerModel(TrainConfig config) : config_(std::move(config)) {
  std::int64_t fan_in = 2;
  for (const std::int64_t neurons : config_.hidden) {
    const std::string name = hidden_layer_name(linears_.size());
    linears_.push_back(register_module(name, torch::nn::Linear(fan_in, neurons)));
    fan_in = neurons;
  }
  linears_.push_back(register_module(kOutputLayerName, torch::nn::Linear(fan_in, 1)));
}

Activation MultiLayerModel::activation_after(std::size_t layer) const {
  const std::size_t hidden_layers = config_.hidden.size();
  if (layer == hidden_layers) {
    return config_.loss == Loss::mse ? Activation::sigmoid : Activation::identity;
  }
  const bool last_hidden = layer + 1 == hidden_layers;
  return last_hidden && !config_.activate_last_hidden ? Activation::identity : config_.activation;
}

at::Tensor MultiLayerModel::forward(const at::Tensor& inputs) {
  at::Tensor x = inputs;
  for (std::size_t layer = 0; layer < linears_.size(); ++layer) {
    x = activate(activation_after(layer), linears_[layer]->forward(x));
  }
  return x;
}

at::Tensor activate(Activation activation, const at::Tensor& input) {
  switch (activation) {
    case Activation::relu:
      return at::relu(input);
    case Activation::sigmoid:
      return at::sigmoid(input);
    case Activation::tanh:
      return at::tanh(input);
    case Activation::elu:
      return at::elu(input);
    case Activation::identity:
      return input;
  }
  return {};
}

std::shared_ptr<MultiLayerModel> make_model(const TrainConfig& config, at::Generator& generator) {
  std::shared_ptr<MultiLayerModel> model;
  with_global_generator(generator, [&] { model = std::make_shared<MultiLayerModel>(config); });
  return model;
}

std::vector<float> to_vector(const at::Tensor& tensor) {
  const at::Tensor values = tensor.to(at::kCPU).contiguous();
  return {values.data_ptr<float>(), values.data_ptr<float>() + values.numel()};
}

std::vector<float> weights_of(const MultiLayerModel& model) {
  const torch::NoGradGuard no_graph;
  return to_vector(torch::nn::utils::parameters_to_vector(model.parameters()));
}

void set_weights(MultiLayerModel& model, const std::vector<float>& weights) {
  const torch::NoGradGuard no_graph;
  const at::Tensor all = at::tensor(weights);
  std::int64_t place = 0;
  for (at::Tensor& parameter : model.parameters()) {
    const std::int64_t count = parameter.numel();
    if (place + count > all.numel()) {
      throw std::invalid_argument("the weights are fewer than the model's");
    }
    parameter.copy_(all.narrow(0, place, count).view_as(parameter));
    place += count;
  }
  if (place < all.numel()) throw std::invalid_argument("the weights are more than the model's");
}

}  // namespace spiral
