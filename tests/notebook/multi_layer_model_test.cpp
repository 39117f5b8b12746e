#include "notebook/multi_layer_model.hpp"

#include <torch/torch.h>

#include "notebook/criterion.hpp"
#include "notebook/random_state.hpp"
#include "support/catch.hpp"

using namespace spiral;

namespace {

std::shared_ptr<MultiLayerModel> model_of(const TrainConfig& config, std::uint64_t seed = 1) {
  at::Generator generator = seeded_generator(seed);
  return make_model(config, generator);
}

/// How far the logits are from an affine function of the points: 0 for a linear classifier.
double bend(const TrainConfig& config) {
  at::Generator generator = seeded_generator(2);
  const at::Tensor a = at::randn({100, 2}, generator) * 5;
  const at::Tensor b = at::randn({100, 2}, generator) * 5;
  const auto model = model_of(config);
  const torch::NoGradGuard no_graph;
  const at::Tensor middle = (model->forward(a) + model->forward(b)) / 2;
  return (model->forward((a + b) / 2) - middle).abs().max().item<double>();
}

at::Tensor activated(Activation activation, const at::Tensor& x) {
  switch (activation) {
    case Activation::relu:
      return torch::relu(x);
    case Activation::sigmoid:
      return torch::sigmoid(x);
    case Activation::tanh:
      return torch::tanh(x);
    case Activation::elu:
      return torch::elu(x);
    case Activation::identity:
      break;
  }
  return x;
}

/// The gradients that LibTorch's own autograd finds for the model's parameters.
std::vector<at::Tensor> autograd_gradients(const MultiLayerModel& model, Loss loss,
                                           const at::Tensor& inputs, const at::Tensor& targets) {
  std::vector<at::Tensor> parameters;
  for (const at::Tensor& parameter : model.parameters()) {
    parameters.push_back(parameter.detach().clone().requires_grad_());
  }
  at::Tensor x = inputs;
  for (std::size_t layer = 0; layer < parameters.size() / 2; ++layer) {
    x = activated(model.activation_after(layer),
                  torch::linear(x, parameters[2 * layer], parameters[2 * layer + 1]));
  }
  mean_loss(loss, x, targets).backward();
  std::vector<at::Tensor> gradients;
  for (const at::Tensor& parameter : parameters) gradients.push_back(parameter.grad());
  return gradients;
}

}  // namespace

TEST_CASE("layers are named and sized as in the notebook", "[notebook]") {
  const auto model = model_of({.hidden = {4, 3}});
  std::vector<std::string> names;
  for (const auto& item : model->named_parameters()) names.push_back(item.key());
  CHECK(names == std::vector<std::string>{"layer_1.weight", "layer_1.bias", "layer_2.weight",
                                          "layer_2.bias", "out.weight", "out.bias"});
  CHECK(model->parameters()[2].sizes() == at::IntArrayRef{3, 4});
  CHECK(model_of({.hidden = {}})->parameters().size() == 2);
}

TEST_CASE("one hidden layer is a linear classifier, the notebook's quirk", "[notebook]") {
  const TrainConfig one_layer{.hidden = {10}, .loss = Loss::bce};
  CHECK(bend(one_layer) == Approx(0).margin(1e-4));
  TrainConfig textbook = one_layer;
  textbook.activate_last_hidden = true;
  CHECK(bend(textbook) > 0.01);
  CHECK(bend({.hidden = {10, 10}, .loss = Loss::bce}) > 0.01);
}

TEST_CASE("MSE models end in a sigmoid, BCE models in logits", "[notebook]") {
  const torch::NoGradGuard no_graph;
  const at::Tensor points = at::tensor({1.0F, 2.0F, -3.0F, 4.0F}).view({2, 2});
  const at::Tensor probabilities = model_of({.hidden = {5}, .loss = Loss::mse})->forward(points);
  const at::Tensor logits = model_of({.hidden = {5}, .loss = Loss::bce})->forward(points);
  CHECK(at::equal(probabilities, at::sigmoid(logits)));
}

TEST_CASE("a model's first weights follow its generator and nothing else", "[notebook]") {
  torch::manual_seed(5);
  const auto first = model_of({.hidden = {5}}, 1);
  torch::manual_seed(6);
  const auto again = model_of({.hidden = {5}}, 1);
  const auto other = model_of({.hidden = {5}}, 2);
  CHECK(at::equal(first->parameters()[0], again->parameters()[0]));
  CHECK_FALSE(at::equal(first->parameters()[0], other->parameters()[0]));
}

TEST_CASE("backward leaves the bits that autograd leaves", "[notebook]") {
  using enum Activation;
  const auto activation = GENERATE(relu, sigmoid, tanh, elu, identity);
  const auto loss = GENERATE(Loss::mse, Loss::bce);
  const auto batch = GENERATE(1, 7, 32, 400);
  const bool activate_last_hidden = GENERATE(false, true);
  const auto& hidden =
      GENERATE(std::vector<std::int64_t>{}, layers(1, 1), layers(1, 10), layers(2, 7),
               std::vector<std::int64_t>{5, 3, 9}, layers(6, 10), layers(3, 100));
  INFO(to_string(activation) << " " << to_string(loss) << " batch " << batch << " "
                             << shape_name(hidden) << " " << activate_last_hidden);
  const auto model = model_of({.hidden = hidden,
                               .activation = activation,
                               .activate_last_hidden = activate_last_hidden,
                               .loss = loss});
  at::Generator generator = seeded_generator(3);
  GraphlessModel graphless(*model);
  // A short batch between two full ones.
  for (const std::int64_t n : {batch, (batch + 1) / 2, batch}) {
    const at::Tensor inputs = at::randn({n, 2}, generator) * 5;
    const at::Tensor targets = at::rand({n, 1}, generator).round();
    const auto expected = autograd_gradients(*model, loss, inputs, targets);
    const torch::NoGradGuard no_graph;
    Criterion{loss, graphless}(graphless.forward(inputs), targets).backward();
    for (std::size_t i = 0; i < expected.size(); ++i) {
      CHECK(at::equal(model->parameters()[i].grad(), expected[i]));
    }
  }
}
