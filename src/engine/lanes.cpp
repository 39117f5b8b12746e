#include "engine/lanes.hpp"

#include <torch/optim/adagrad.h>
#include <torch/optim/adam.h>
#include <torch/optim/rmsprop.h>

#include "notebook/optimizers.hpp"

namespace spiral {

namespace {

simd::Network network_of(const MultiLayerModel& model, Loss loss) {
  simd::Network network{.layers = {}, .loss = loss};
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

simd::LaneModel pack_models(const LaneModels& models, Loss loss) {
  simd::LaneModel packed{.network = network_of(*models.front(), loss), .parameters = {}};
  packed.parameters.resize(packed.network.parameters() * models.size());
  for (std::size_t lane = 0; lane < models.size(); ++lane) {
    float* to = packed.parameters.data() + lane;
    for (const float weight : weights_of(*models[lane])) {
      *to = weight;
      to += models.size();
    }
  }
  return packed;
}

at::Tensor unpack_outputs(const simd::LaneArray<float>& outputs, std::size_t lane,
                          std::size_t count) {
  at::Tensor unpacked = at::empty({static_cast<std::int64_t>(count)});
  float* const to = unpacked.data_ptr<float>();
  for (std::size_t i = 0; i < count; ++i) to[i] = outputs[i * simd::lane_count() + lane];
  return unpacked;
}

simd::StepRule step_rule(Optimizer optimizer, double learning_rate) {
  const torch::optim::AdamOptions adam;
  const torch::optim::RMSpropOptions rmsprop;
  const AdadeltaOptions adadelta;
  const torch::optim::AdagradOptions adagrad;
  const auto [beta1, beta2] = adam.betas();
  switch (optimizer) {
    case Optimizer::sgd:
      return {optimizer, learning_rate};
    case Optimizer::adam:
      return {optimizer, learning_rate, beta1, beta2, adam.eps()};
    case Optimizer::rmsprop:
      return {optimizer, learning_rate, 0, rmsprop.alpha(), rmsprop.eps()};
    case Optimizer::adadelta:
      return {optimizer, learning_rate, 0, adadelta.rho(), adadelta.eps()};
    case Optimizer::adagrad:
      return {optimizer, learning_rate, 0, 0, adagrad.eps()};
  }
  return {};
}

}  // namespace spiral
