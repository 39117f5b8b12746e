#include "model/model_stack.hpp"

#include <torch/torch.h>

#include "data/random_state.hpp"
#include "support/catch.hpp"
#include "training/loss.hpp"

using namespace spiral;

namespace {

constexpr std::int64_t kModels = 3;

std::vector<std::shared_ptr<MultiLayerModel>> some_models(const Setting& setting) {
  std::vector<std::shared_ptr<MultiLayerModel>> models;
  for (std::uint64_t seed = 0; seed < kModels; ++seed) {
    at::Generator generator = seeded_generator(seed);
    models.push_back(make_model(setting, generator));
  }
  return models;
}

}  // namespace

TEST_CASE("a stack's losses and gradients are each model's own", "[model]") {
  using enum Activation;
  const auto activation = GENERATE(relu, sigmoid, tanh, elu, identity);
  const auto loss = GENERATE(Loss::mse, Loss::bce);
  const auto batch = GENERATE(1, 32);
  const auto& hidden = GENERATE(std::vector<std::int64_t>{}, layers(1, 4), layers(3, 10),
                                std::vector<std::int64_t>{5, 3, 9});
  INFO(to_string(activation) << " " << to_string(loss) << " batch " << batch << " "
                             << shape_name(hidden));
  const auto models = some_models({.hidden = hidden, .activation = activation, .loss = loss});
  at::Generator generator = seeded_generator(3);
  const at::Tensor inputs = at::randn({kModels, batch, 2}, generator) * 5;
  const at::Tensor targets = at::rand({kModels, batch, 1}, generator).round();

  ModelStack stack(models, at::kCPU);
  const auto outputs = stack.layer_outputs(inputs);
  const at::Tensor& prediction = outputs.back().activated;
  stack.backward(inputs, outputs, stacked_loss_gradient(loss, prediction, targets));
  const at::Tensor losses = stacked_losses(loss, prediction, targets);
  REQUIRE(losses.sizes() == at::IntArrayRef{kModels});

  for (std::int64_t i = 0; i < kModels; ++i) {
    const auto& model = models[static_cast<std::size_t>(i)];
    const at::Tensor expected = compute_loss(loss, model->forward(inputs[i]), targets[i]);
    expected.backward();
    CHECK(losses[i].item<float>() == Approx(expected.item<float>()).epsilon(1e-5));
    for (std::size_t k = 0; k < stack.parameters().size(); ++k) {
      CHECK(
          at::allclose(stack.parameters()[k].grad()[i], model->parameters()[k].grad(), 1e-4, 1e-6));
    }
  }
}

TEST_CASE("a model comes out of a stack as it went in", "[model]") {
  const auto models = some_models({.hidden = {4, 3}});
  const ModelStack stack(models, at::kCPU);
  const auto other = some_models({.hidden = {4, 3}}).front();
  stack.unpack(2, *other);
  for (std::size_t k = 0; k < stack.parameters().size(); ++k) {
    CHECK(at::equal(other->parameters()[k], models[2]->parameters()[k]));
  }
}
