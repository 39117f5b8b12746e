// What the kernels make of numbers at the ends of their range, seen through the smallest networks.
#include <torch/torch.h>

#include <cmath>
#include <limits>

#include "engine/simd/trainer.hpp"
#include "notebook/criterion.hpp"
#include "notebook/multi_layer_model.hpp"
#include "support/catch.hpp"
#include "support/simd_target.hpp"

using namespace spiral;

namespace {

constexpr float kInfinity = std::numeric_limits<float>::infinity();
constexpr float kNaN = std::numeric_limits<float>::quiet_NaN();

/// From the smallest numbers past the ends of float's exponential, both signs.
std::vector<float> sweep_of_numbers() {
  std::vector<float> numbers{0, 1e-30F, 1e-8F, 87.3F, 88.8F, 100, 104, 1e4F, 3e38F};
  for (float x = 1e-4F; x < 100; x *= 1.01F) numbers.push_back(x);
  for (std::size_t i = numbers.size(); i-- > 0;) numbers.push_back(-numbers[i]);
  return numbers;
}

/// In double; LibTorch's ELU takes 1 from an exponential, which loses what is small.
at::Tensor exact_activation(Activation activation, const at::Tensor& x) {
  return activation == Activation::elu ? at::where(x > 0, x, at::expm1(x))
                                       : activate(activation, x);
}

/// A Linear(2, 1) that passes its first input on, behind it an activation, and where there is one a
/// Linear(1, 1) that does the same.
simd::LaneModel pass_on(Activation activation, Loss loss, bool hidden) {
  simd::LaneModel model{.network = {.layers = {}, .loss = loss}, .parameters = {}};
  std::vector<float> parameters{1, 0, 0};
  if (hidden) {
    model.network.layers.push_back({2, 1, activation, 0});
    model.network.layers.push_back({1, 1, Activation::identity, 3});
    parameters.insert(parameters.end(), {1, 0});
  } else {
    model.network.layers.push_back({2, 1, Activation::identity, 0});
  }
  for (const float parameter : parameters) {
    model.parameters.insert(model.parameters.end(), simd::lane_count(), parameter);
  }
  return model;
}

/// The model's outputs at the points (x, 0), in the last lane.
at::Tensor outputs_at(const simd::LaneModel& model, const std::vector<float>& numbers) {
  simd::LanePoints points{.count = numbers.size(), .points = {}};
  for (std::size_t lane = 0; lane < simd::lane_count(); ++lane) {
    for (const float x : numbers) points.points.push_back({x, 0});
  }
  simd::Evaluator evaluator(model);
  const auto& outputs = evaluator.outputs_at(points);
  at::Tensor values = at::empty({static_cast<std::int64_t>(numbers.size())});
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    values[static_cast<std::int64_t>(i)] = outputs[(i + 1) * simd::lane_count() - 1];
  }
  return values;
}

}  // namespace

TEST_CASE("every activation is torch's to 3e-7, over all of float's range", "[simd]") {
  const SimdTarget target(GENERATE(from_range(simd_targets())));
  const auto activation = GENERATE(Activation::relu, Activation::sigmoid, Activation::tanh,
                                   Activation::elu, Activation::identity);
  INFO(to_string(activation));
  const auto numbers = sweep_of_numbers();
  const at::Tensor actual = outputs_at(pass_on(activation, Loss::bce, true), numbers);
  const at::Tensor expected = exact_activation(activation, at::tensor(numbers).to(at::kDouble));
  // Below 1e-37 results come near the denormals, which the kernels do not reach.
  const at::Tensor difference = (actual - expected).abs() / (expected.abs() + 1e-30);
  CHECK(difference.max().item<double>() < 3e-7);
}

TEST_CASE("NaN stays NaN through every activation and both losses", "[simd]") {
  const SimdTarget target(GENERATE(from_range(simd_targets())));
  for (const Activation activation : {Activation::relu, Activation::sigmoid, Activation::tanh,
                                      Activation::elu, Activation::identity}) {
    INFO(to_string(activation));
    CHECK(std::isnan(
        outputs_at(pass_on(activation, Loss::bce, true), {1, kNaN, 2})[1].item<float>()));
  }
  CHECK(
      std::isnan(outputs_at(pass_on(Activation::relu, Loss::mse, false), {kNaN})[0].item<float>()));
}

TEST_CASE("both losses and their gradients hold for saturated outputs", "[simd]") {
  const SimdTarget target(GENERATE(from_range(simd_targets())));
  const auto loss = GENERATE(Loss::mse, Loss::bce);
  const float z = GENERATE(-1e4F, -100.0F, -88.0F, -20.0F, -1.0F, 0.0F, 1.0F, 20.0F, 88.0F, 100.0F,
                           1e4F, kNaN, kInfinity);
  const float label = GENERATE(0.0F, 1.0F);
  INFO(to_string(loss) << " of " << z << " for label " << label);
  const std::size_t lanes = simd::lane_count();
  const simd::LaneModel model = pass_on(Activation::identity, loss, false);
  simd::Workspace workspace(model.network, 1);
  simd::LaneArray<float> inputs(2 * simd::kTile * lanes);
  std::fill_n(inputs.begin(), lanes, z);
  const simd::LaneArray<float> targets(simd::kTile * lanes, label);
  simd::LaneArray<float> gradients(3 * lanes);
  simd::LaneArray<float> losses(lanes);
  backpropagate(model.network, model.parameters.data(), {inputs.data(), targets.data(), 1}, 1,
                workspace, gradients.data(), losses.data());

  const at::Tensor sum = at::full({1}, z, at::kDouble).requires_grad_();
  const at::Tensor outputs = loss == Loss::mse ? at::sigmoid(sum) : sum;
  const at::Tensor expected = mean_loss(loss, outputs, at::full({1}, label, at::kDouble));
  expected.backward();
  if (std::isnan(expected.item<double>())) {
    CHECK(std::isnan(losses[0]));
  } else {
    // Float's 1 - p is wrong by 6e-8 where p is near 1.
    CHECK(losses[0] == Approx(expected.item<double>()).epsilon(1e-6).margin(1e-14));
  }
  // Float's p = sigmoid(z) rounds at 1, so that gradients are right to 1e-7 of the largest, 1.
  const double bias_gradient = sum.grad().item<double>();
  if (std::isnan(bias_gradient)) {
    CHECK(std::isnan(gradients[2 * lanes]));
  } else {
    CHECK(gradients[2 * lanes] == Approx(bias_gradient).margin(1e-7));
  }
}
