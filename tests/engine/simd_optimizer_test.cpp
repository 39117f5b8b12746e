#include <torch/torch.h>

#include <cmath>
#include <limits>

#include "engine/simd/optimizer.hpp"
#include "notebook/optimizers.hpp"
#include "support/catch.hpp"
#include "support/lanes.hpp"
#include "support/simd_target.hpp"

using namespace spiral;

namespace {

constexpr std::int64_t kParameters = 7;

/// Shape: one [parameters] float32 a lane, of sizes from 1e-4 to 1.
std::vector<at::Tensor> random_gradients(at::Generator& generator) {
  std::vector<at::Tensor> gradients;
  for (std::size_t lane = 0; lane < simd::lane_count(); ++lane) {
    const at::Tensor size = at::pow(10, at::empty({kParameters}).uniform_(-4, 0, generator));
    gradients.push_back(size * at::empty({kParameters}).normal_(0, 1, generator));
  }
  return gradients;
}

simd::LaneArray<float> pack(const std::vector<at::Tensor>& lanes) {
  simd::LaneArray<float> packed;
  for (std::int64_t i = 0; i < kParameters; ++i) {
    for (const at::Tensor& lane : lanes) packed.push_back(lane[i].item<float>());
  }
  return packed;
}

}  // namespace

TEST_CASE("every optimizer steps as torch's over 100 steps", "[simd]") {
  const SimdTarget target(GENERATE(from_range(simd_targets())));
  const auto optimizer = GENERATE(Optimizer::sgd, Optimizer::adam, Optimizer::rmsprop,
                                  Optimizer::adadelta, Optimizer::adagrad);
  const double rate = GENERATE(0.01, 0.1);
  INFO(to_string(optimizer) << ", learning rate " << rate);
  std::vector<at::Tensor> expected(simd::lane_count(), at::Tensor());
  std::vector<std::unique_ptr<torch::optim::Optimizer>> torch_optimizers;
  for (at::Tensor& parameters : expected) {
    parameters = at::ones({kParameters});
    torch_optimizers.push_back(make_optimizer(optimizer, rate, {parameters}));
  }
  simd::LaneArray<float> parameters = pack(expected);
  simd::LaneOptimizer ours(step_rule(optimizer, rate), kParameters);
  at::Generator generator = seeded_generator(0);
  for (int step = 0; step < 100; ++step) {
    const auto gradients = random_gradients(generator);
    simd::LaneArray<float> packed = pack(gradients);
    ours.step(parameters.data(), packed.data());
    CHECK(packed == simd::LaneArray<float>(packed.size()));
    for (std::size_t lane = 0; lane < expected.size(); ++lane) {
      expected[lane].mutable_grad() = gradients[lane];
      torch_optimizers[lane]->step();
      CHECK(relative_difference(lane_values(parameters, lane), expected[lane]) < 1e-6);
    }
  }
}

TEST_CASE("a lost gradient loses its parameter in its lane alone", "[simd]") {
  const SimdTarget target(GENERATE(from_range(simd_targets())));
  const auto optimizer = GENERATE(Optimizer::sgd, Optimizer::adam, Optimizer::rmsprop,
                                  Optimizer::adadelta, Optimizer::adagrad);
  INFO(to_string(optimizer));
  simd::LaneArray<float> parameters(simd::lane_count(), 1.0F);
  simd::LaneArray<float> gradients(simd::lane_count(), 1.0F);
  gradients[0] = std::numeric_limits<float>::quiet_NaN();
  simd::LaneOptimizer(step_rule(optimizer, 0.1), 1).step(parameters.data(), gradients.data());
  CHECK(std::isnan(parameters[0]));
  for (std::size_t lane = 1; lane < parameters.size(); ++lane) CHECK(parameters[lane] < 1);
}
