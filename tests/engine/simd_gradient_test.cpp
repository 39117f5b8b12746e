#include <torch/torch.h>

#include "engine/simd/kernels.hpp"
#include "notebook/criterion.hpp"
#include "support/catch.hpp"
#include "support/lanes.hpp"
#include "support/simd_target.hpp"

using namespace spiral;

namespace {

/// The points of all lanes, the first `count` of each, as the kernels read them.
struct PackedSamples {
  PackedSamples(const LaneDatasets& datasets, std::size_t count)
      : inputs(2 * simd::kPart * datasets.size()), targets(simd::kPart * datasets.size()) {
    for (std::size_t lane = 0; lane < datasets.size(); ++lane) {
      const auto points = datasets[lane].inputs.accessor<float, 2>();
      const auto labels = datasets[lane].labels.accessor<int, 1>();
      for (std::size_t s = 0; s < count; ++s) {
        const auto i = static_cast<std::int64_t>(s);
        const std::size_t place = simd::input_place(s);
        inputs[place * datasets.size() + lane] = points[i][0];
        inputs[(place + simd::kTile) * datasets.size() + lane] = points[i][1];
        targets[s * datasets.size() + lane] = static_cast<float>(labels[i]);
      }
    }
  }

  simd::LaneArray<float> inputs;
  simd::LaneArray<float> targets;
};

/// The batch's loss by LibTorch, whose gradients stay in the model.
double autograd(const MultiLayerModel& model, Loss loss, const Dataset& batch) {
  const at::Tensor value = mean_loss(loss, forward_with_graph(model, batch.inputs),
                                     batch.labels.to(at::kFloat).unsqueeze(1));
  value.backward();
  return value.item<double>();
}

/// Compares all lanes' losses and gradients for a batch of `count` points with autograd's.
void check_gradients(const TrainConfig& config, std::int64_t count) {
  const LaneModels models = lane_models(config);
  const LaneDatasets batches = lane_datasets(count);
  const PackedSamples samples(batches, static_cast<std::size_t>(count));
  const simd::LaneModel packed = pack_models(models, config.loss);
  simd::Workspace workspace(packed.network, simd::kPart);
  simd::LaneArray<float> gradients(packed.parameters.size());
  simd::LaneArray<float> losses(models.size());
  const auto n = static_cast<std::size_t>(count);
  backpropagate(packed.network, packed.parameters.data(),
                {samples.inputs.data(), samples.targets.data(), n}, n, workspace, gradients.data(),
                losses.data());
  for (std::size_t lane = 0; lane < models.size(); ++lane) {
    INFO("lane " << lane);
    const double loss = autograd(*models[lane], config.loss, batches[lane]);
    CHECK(losses[lane] == Approx(loss).epsilon(1e-5));
    const at::Tensor expected =
        flat(*models[lane], [](const at::Tensor& parameter) { return parameter.grad(); });
    CHECK(relative_difference(lane_values(gradients, lane), expected) < 1e-5);
  }
}

}  // namespace

TEST_CASE("every network's gradients are autograd's", "[simd]") {
  const SimdTarget target(GENERATE(from_range(simd_targets())));
  for (const std::vector<std::int64_t>& hidden :
       {layers(0, 0), layers(1, 4), layers(2, 7), layers(3, 10), layers(4, 3), layers(5, 5),
        layers(6, 6), std::vector<std::int64_t>{10, 5, 3}, std::vector<std::int64_t>{1, 13, 2}}) {
    for (const Activation activation : {Activation::relu, Activation::sigmoid, Activation::tanh,
                                        Activation::elu, Activation::identity}) {
      for (const bool activate_last_hidden : {false, true}) {
        for (const Loss loss : {Loss::mse, Loss::bce}) {
          INFO(shape_name(hidden) << " " << to_string(activation) << " " << to_string(loss)
                                  << (activate_last_hidden ? ", last hidden activated" : ""));
          check_gradients({.hidden = hidden,
                           .activation = activation,
                           .activate_last_hidden = activate_last_hidden,
                           .loss = loss},
                          32);
        }
      }
    }
  }
}

TEST_CASE("a batch may end anywhere in a tile", "[simd]") {
  const SimdTarget target(GENERATE(from_range(simd_targets())));
  for (const std::int64_t count : {1, 2, 3, 4, 5, 10, 31}) {
    INFO(count << " samples");
    check_gradients({.hidden = {10, 5, 3}, .activation = Activation::tanh}, count);
  }
}

TEST_CASE("100 neurons have autograd's gradients too", "[simd]") {
  const SimdTarget target(GENERATE(from_range(simd_targets())));
  check_gradients({.hidden = {100, 100, 100}}, 32);
}
