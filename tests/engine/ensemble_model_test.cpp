#include "engine/ensemble_model.hpp"

#include <torch/torch.h>

#include "notebook/criterion.hpp"
#include "notebook/random_state.hpp"
#include "support/catch.hpp"
#include "support/lanes.hpp"

using namespace spiral;

namespace {

constexpr std::int64_t kModels = 3;

std::vector<std::shared_ptr<MultiLayerModel>> some_models(const TrainConfig& config) {
  std::vector<std::shared_ptr<MultiLayerModel>> models;
  for (std::uint64_t seed = 0; seed < kModels; ++seed) {
    at::Generator generator = seeded_generator(seed);
    models.push_back(make_model(config, generator));
  }
  return models;
}

}  // namespace

TEST_CASE("an ensemble's losses and gradients are each model's own", "[ensemble]") {
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
  const at::Tensor x = at::randn({kModels, batch, 2}, generator) * 5;
  const at::Tensor y = at::rand({kModels, batch, 1}, generator).round();

  ModelEnsemble ensemble(models, at::kCPU);
  const at::Tensor y_pre = ensemble.forward(x);
  ensemble.backward(ensemble_loss_gradient(loss, y_pre, y));
  const at::Tensor losses = ensemble_losses(loss, y_pre, y);
  REQUIRE(losses.sizes() == at::IntArrayRef{kModels});

  for (std::int64_t i = 0; i < kModels; ++i) {
    const auto& model = models[static_cast<std::size_t>(i)];
    const at::Tensor expected = mean_loss(loss, model->forward(x[i]), y[i]);
    expected.backward();
    CHECK(losses[i].item<float>() == Approx(expected.item<float>()).epsilon(1e-5));
    for (std::size_t k = 0; k < ensemble.parameters().size(); ++k) {
      CHECK(at::allclose(ensemble.parameters()[k].grad()[i], model->parameters()[k].grad(), 1e-4,
                         1e-6));
    }
  }
}

TEST_CASE("a model comes out of an ensemble as it went in", "[ensemble]") {
  const auto models = some_models({.hidden = {4, 3}});
  const ModelEnsemble ensemble(models, at::kCPU);
  const auto other = some_models({.hidden = {4, 3}}).front();
  ensemble.unpack(2, *other);
  for (std::size_t k = 0; k < ensemble.parameters().size(); ++k) {
    CHECK(at::equal(other->parameters()[k], models[2]->parameters()[k]));
  }
}
