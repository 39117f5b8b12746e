#include "engine/lane_transfer.hpp"

#include <torch/optim/adagrad.h>
#include <torch/optim/rmsprop.h>

#include "training/adadelta.hpp"
#include "training/adam.hpp"

namespace spiral {

namespace {

fused::Network network_of(const MultiLayerModel& model, Loss loss) {
  fused::Network network{.layers = {}, .loss = loss};
  const auto parameters = model.parameters();  // weight, bias, weight, bias ...
  std::size_t offset = 0;
  for (std::size_t l = 0; l < parameters.size() / 2; ++l) {
    const at::Tensor& weight = parameters[2 * l];
    const bool out = 2 * l + 2 == parameters.size();
    network.layers.push_back({.fan_in = static_cast<std::size_t>(weight.size(1)),
                              .fan_out = static_cast<std::size_t>(weight.size(0)),
                              .activation = out ? Activation::identity : model.activation_after(l),
                              .weights = offset});
    offset = network.parameters();
  }
  return network;
}

}  // namespace

fused::LaneModel pack_models(const LaneModels& models, Loss loss) {
  fused::LaneModel packed{.network = network_of(*models.front(), loss), .parameters = {}};
  packed.parameters.resize(packed.network.parameters() * models.size());
  for (std::size_t lane = 0; lane < models.size(); ++lane) {
    float* to = packed.parameters.data() + lane;
    for (const at::Tensor& parameter : models[lane]->parameters()) {
      const float* const from = parameter.data_ptr<float>();
      for (std::int64_t i = 0; i < parameter.numel(); ++i, to += models.size()) *to = from[i];
    }
  }
  return packed;
}

void unpack_model(const fused::LaneModel& lanes, std::size_t lane, MultiLayerModel& model) {
  const std::size_t lane_count = lanes.parameters.size() / lanes.network.parameters();
  const float* from = lanes.parameters.data() + lane;
  for (const at::Tensor& parameter : model.parameters()) {
    float* const to = parameter.data_ptr<float>();
    for (std::int64_t i = 0; i < parameter.numel(); ++i, from += lane_count) to[i] = *from;
  }
}

fused::LanePoints pack_points(const LaneDatasets& datasets) {
  fused::LanePoints packed{.count = static_cast<std::size_t>(datasets.front().inputs.size(0)),
                           .points = {}};
  packed.points.reserve(packed.count * datasets.size());
  for (const Dataset& dataset : datasets) {
    const auto inputs = dataset.inputs.accessor<float, 2>();
    for (std::int64_t i = 0; i < inputs.size(0); ++i) {
      packed.points.push_back({inputs[i][0], inputs[i][1]});
    }
  }
  return packed;
}

at::Tensor unpack_outputs(const fused::LaneArray<float>& outputs, std::size_t lane,
                          std::size_t count) {
  at::Tensor unpacked = at::empty({static_cast<std::int64_t>(count)});
  float* const to = unpacked.data_ptr<float>();
  for (std::size_t i = 0; i < count; ++i) to[i] = outputs[i * fused::lane_count() + lane];
  return unpacked;
}

fused::StepRule step_rule(Optimizer optimizer, double learning_rate) {
  fused::StepRule rule{.optimizer = optimizer, .learning_rate = learning_rate};
  switch (optimizer) {
    case Optimizer::sgd:
      break;
    case Optimizer::adam: {
      const AdamOptions defaults;
      rule.mean_decay = defaults.beta1();
      rule.square_decay = defaults.beta2();
      rule.epsilon = defaults.eps();
      break;
    }
    case Optimizer::rmsprop: {
      const torch::optim::RMSpropOptions defaults;
      rule.square_decay = defaults.alpha();
      rule.epsilon = defaults.eps();
      break;
    }
    case Optimizer::adadelta: {
      const AdadeltaOptions defaults;
      rule.square_decay = defaults.rho();
      rule.epsilon = defaults.eps();
      break;
    }
    case Optimizer::adagrad:
      rule.epsilon = torch::optim::AdagradOptions().eps();
      break;
  }
  return rule;
}

}  // namespace spiral
