// The SIMD kernels against LibTorch, bit for bit: each rule of its order of operations by a network
// that would show it broken, then whatever a user may ask for.
#include <torch/torch.h>

#include <array>
#include <limits>
#include <optional>
#include <random>

#include "engine/simd/trainer.hpp"
#include "notebook/criterion.hpp"
#include "notebook/optimizers.hpp"
#include "support/catch.hpp"
#include "support/lanes.hpp"
#include "support/libtorch_bits.hpp"
#include "support/simd_target.hpp"

using namespace spiral;

namespace {

constexpr float kInfinity = std::numeric_limits<float>::infinity();
constexpr float kNaN = std::numeric_limits<float>::quiet_NaN();

/// One number or another, or both NaN.
bool same(const at::Tensor& actual, const at::Tensor& expected) {
  return at::logical_or(actual == expected, at::isnan(actual).logical_and(at::isnan(expected)))
      .all()
      .item<bool>();
}

struct Rule {
  const char* sentence;
  TrainConfig config;
};

std::vector<Rule> rules() {
  using A = Activation;
  return {
      {"a neuron adds its bias to the finished sum of its products",
       {.hidden = {7}, .activation = A::identity, .batch_size = 16}},
      {"every product is rounded before it is added", {.hidden = {12, 12}, .batch_size = 16}},
      {"a sum of 321 products is cut in two, one of 641 into 320 and two",
       {.hidden = {321, 5}, .activation = A::tanh, .batch_size = 641}},
      {"eight or more rows split some columns' sums into even and odd terms",
       {.hidden = {8, 15, 16, 23, 24, 33}, .activation = A::tanh, .batch_size = 35}},
      {"rows behind the 320th split fewer columns", {.hidden = {400, 20}, .batch_size = 20}},
      {"of 2 to 7 bias gradients, fours are summed by a cascade, the others in four rows",
       {.hidden = {6, 7, 2}, .activation = A::tanh, .learning_rate = 5, .batch_size = 83}},
      {"of 8 bias gradients or more, whole groups are summed by a cascade, the others in four rows",
       {.hidden = {70, 9}, .activation = A::tanh, .learning_rate = 5, .batch_size = 83}},
      {"a cascade of blocks has blocks of blocks, and these have blocks too",
       {.hidden = {4, 3},
        .activation = A::tanh,
        .learning_rate = 5,
        .batch_size = 17411,
        .train_size = 17411}},
      {"half a million numbers take larger blocks",
       {.hidden = {4}, .activation = A::identity, .batch_size = 1 << 20, .train_size = 1 << 20}},
      {"a mean of few losses is summed in four rows", {.hidden = {3}, .batch_size = 7}},
      {"a mean of many losses is summed in columns, the rest before them",
       {.hidden = {3}, .batch_size = 1237}},
      {"sigmoid's last numbers take the C library's exponential",
       {.hidden = {5, 5}, .activation = A::sigmoid, .learning_rate = 5, .batch_size = 3}},
      {"ELU's last numbers take the C library's exponential",
       {.hidden = {5, 5}, .activation = A::elu, .batch_size = 13}},
      {"ELU's gradient is computed from what entered it",
       {.hidden = {8, 8, 8},
        .activation = A::elu,
        .activate_last_hidden = true,
        .learning_rate = 1,
        .batch_size = 4}},
      {"tanh and its gradient are LibTorch's", {.hidden = {8, 8}, .activation = A::tanh}},
      {"an activated last hidden layer is computed as the others",
       {.hidden = {5, 6}, .activation = A::sigmoid, .activate_last_hidden = true}},
      {"the squared error's gradient is scaled before the sigmoid's",
       {.hidden = {}, .batch_size = 48}},
      {"cross-entropy's gradient is divided by the batch size",
       {.hidden = {4}, .loss = Loss::bce, .batch_size = 48}},
      {"cross-entropy's last numbers take the C library's exponential",
       {.hidden = {4}, .loss = Loss::bce, .batch_size = 29}},
      {"SGD subtracts in one rounding", {.hidden = {9}, .learning_rate = 0.3}},
      {"Adam rounds as Python's", {.hidden = {9}, .optimizer = Optimizer::adam}},
      {"RMSprop rounds as Python's", {.hidden = {9}, .optimizer = Optimizer::rmsprop}},
      {"Adadelta rounds as Python's", {.hidden = {9}, .optimizer = Optimizer::adadelta}},
      {"Adagrad rounds as Python's", {.hidden = {9}, .optimizer = Optimizer::adagrad}}};
}

template <class Choices>
auto any_of(std::mt19937& random, const Choices& choices) {
  return *(std::begin(choices) + random() % std::size(choices));
}

TrainConfig any_config(std::mt19937& random) {
  TrainConfig config{
      .activation =
          any_of(random, std::array{Activation::relu, Activation::sigmoid, Activation::tanh,
                                    Activation::elu, Activation::identity}),
      .activate_last_hidden = random() % 2 == 0,
      .loss = any_of(random, std::array{Loss::mse, Loss::bce}),
      .optimizer = any_of(random, std::array{Optimizer::sgd, Optimizer::adam, Optimizer::rmsprop,
                                             Optimizer::adadelta, Optimizer::adagrad}),
      .learning_rate = any_of(random, std::array{0.003, 0.1, 1.7}),
      .batch_size = 1 + static_cast<std::int64_t>(random() % 150)};
  for (auto layers = random() % 6; layers > 0; --layers) {
    config.hidden.push_back(1 + static_cast<std::int64_t>(random() % 45));
  }
  return config;
}

/// A Linear(2, 1) that passes its first input on, and where there is an activation this behind it
/// and a Linear(1, 1) that does the same.
std::shared_ptr<MultiLayerModel> pass_on(const std::optional<Activation>& activation, Loss loss) {
  TrainConfig config{.loss = loss};
  std::vector<float> weights{1, 0, 0};
  if (activation) {
    config = {.hidden = {1}, .activation = *activation, .activate_last_hidden = true, .loss = loss};
    weights = {1, 0, 0, 1, 0};
  }
  const auto model = std::make_shared<MultiLayerModel>(config);
  set_weights(*model, weights);
  return model;
}

simd::LaneModel in_all_lanes(const std::shared_ptr<MultiLayerModel>& model, Loss loss) {
  return pack_models(LaneModels(simd::lane_count(), model), {.loss = loss}, libtorch_arithmetic());
}

/// Shape: [numbers, 2], the points (x, 0).
at::Tensor on_axis(const std::vector<float>& numbers) {
  const at::Tensor x = at::tensor(numbers);
  return at::stack({x, at::zeros_like(x)}, 1);
}

/// From the smallest numbers past the ends of float's exponential, both signs; whole vectors of
/// them.
std::vector<float> sweep_of_numbers() {
  std::vector<float> numbers{0,   1e-40F, 1e-30F, 1e-8F, 87.3F,     88.8F,
                             100, 104,    1e4F,   3e38F, kInfinity, kNaN};
  for (float x = 1e-4F; x < 100; x *= 1.01F) numbers.push_back(x);
  for (std::size_t i = numbers.size(); i-- > 0;) numbers.push_back(-numbers[i]);
  while (numbers.size() % 32 != 0) numbers.push_back(1);
  return numbers;
}

}  // namespace

TEST_CASE("each rule of LibTorch's arithmetic holds", "[simd]") {
  if (!is_known_libtorch()) return;
  const SimdTarget target(GENERATE(from_range(exact_targets())));
  const Rule rule = GENERATE(from_range(rules()));
  INFO(rule.sentence);
  CHECK(trains_as_libtorch(rule.config, libtorch_arithmetic()));
}

TEST_CASE("any network, batch, loss and optimizer trains as in LibTorch", "[simd]") {
  if (!is_known_libtorch()) return;
  const SimdTarget target(GENERATE(from_range(exact_targets())));
  std::mt19937 random(1);
  for (int i = 0; i < 150; ++i) {
    const TrainConfig config = any_config(random);
    INFO(shape_name(config.hidden)
         << " " << to_string(config.activation) << " " << to_string(config.loss) << " "
         << to_string(config.optimizer) << ", batches of " << config.batch_size
         << (config.activate_last_hidden ? ", last activated" : ""));
    CHECK(trains_as_libtorch(config, libtorch_arithmetic()));
  }
}

TEST_CASE("an arithmetic that is not LibTorch's is found out", "[simd]") {
  if (!is_known_libtorch()) return;
  simd::Arithmetic wrong = libtorch_arithmetic();
  TrainConfig config{
      .hidden = {10, 10}, .activation = Activation::sigmoid, .learning_rate = 1, .batch_size = 61};
  SECTION("the width of its vectors") { wrong.vector_width = wrong.vector_width == 8 ? 16 : 8; }
  SECTION("the width of its sums") { wrong.sum_width = wrong.sum_width == 8 ? 16 : 8; }
  SECTION("the order of its products") {
    wrong.products = wrong.products == simd::Products::rounded ? simd::Products::haswell_tiles
                                                               : simd::Products::rounded;
    config =
        GENERATE(TrainConfig{.hidden = {}}, TrainConfig{.hidden = {3, 3, 3, 3}, .batch_size = 10});
  }
  SECTION("Adam's average") {
    config.optimizer = Optimizer::adam;
    wrong.adam_interpolates = !wrong.adam_interpolates;
  }
  SECTION("ELU's exponential") {
    config.activation = Activation::elu;
    wrong.elu_takes_expm1 = !wrong.elu_takes_expm1;
  }
  SECTION("the logarithm of cross-entropy") {
    config.loss = Loss::bce;
    config.activation = Activation::relu;  // for logits of many sizes
    wrong.bce_takes_log1p = !wrong.bce_takes_log1p;
  }
  INFO(shape_name(config.hidden) << ", batches of " << config.batch_size);
  CHECK(trains_as_libtorch(config, libtorch_arithmetic()));
  CHECK_FALSE(trains_as_libtorch(config, wrong));
}

TEST_CASE("every activation is LibTorch's over all of float's range", "[simd]") {
  if (!is_known_libtorch()) return;
  const SimdTarget target(GENERATE(from_range(exact_targets())));
  const auto activation = GENERATE(Activation::relu, Activation::sigmoid, Activation::tanh,
                                   Activation::elu, Activation::identity);
  INFO(to_string(activation));
  const at::Tensor points = on_axis(sweep_of_numbers());
  const simd::LaneModel model = in_all_lanes(pass_on(activation, Loss::bce), Loss::bce);
  simd::Evaluator evaluator(model);
  const std::vector<at::Tensor> of_lanes(simd::lane_count(), points);
  const at::Tensor actual = lane_values(evaluator.outputs_at(pack_points(of_lanes)), 0);
  const at::Tensor expected = pass_on(activation, Loss::bce)->forward(points).view(-1);
  CHECK(same(actual, expected));
}

TEST_CASE("both losses and their gradients are LibTorch's for saturated outputs", "[simd]") {
  if (!is_known_libtorch()) return;
  const SimdTarget target(GENERATE(from_range(exact_targets())));
  const auto loss = GENERATE(Loss::mse, Loss::bce);
  const float z = GENERATE(-1e4F, -100.0F, -88.0F, -20.0F, -1.0F, 0.0F, 1.0F, 20.0F, 88.0F, 100.0F,
                           1e4F, kNaN, kInfinity);
  const float label = GENERATE(0.0F, 1.0F);
  // By the exponential of whole vectors, and by the C library's.
  const std::int64_t count = GENERATE(1, 32);
  INFO(to_string(loss) << " of " << z << " for label " << label << ", " << count << " of them");
  const auto model = pass_on({}, loss);
  const auto lanes = static_cast<std::int64_t>(simd::lane_count());
  const simd::LaneModel packed = in_all_lanes(model, loss);
  const auto n = static_cast<std::size_t>(count);
  simd::Workspace workspace(packed.network, n);
  simd::LaneArray<float> inputs(n * 2 * simd::kTile * simd::lane_count());
  for (std::size_t s = 0; s < n; ++s) {
    std::fill_n(inputs.begin() + static_cast<std::ptrdiff_t>(simd::input_place(s)) * lanes, lanes,
                z);
  }
  const simd::LaneArray<float> targets(n * simd::kTile * simd::lane_count(), label);
  simd::LaneArray<float> gradients(packed.parameters.size());
  simd::LaneArray<float> losses(simd::lane_count());
  backpropagate(packed.network, packed.parameters.data(),
                {inputs.data(), targets.data(), {0, n, n}}, workspace, gradients.data(),
                losses.data());

  const torch::NoGradGuard no_graph;
  GraphlessModel graphless(*model);
  const BatchLoss expected = Criterion{loss, graphless}(
      graphless.forward(on_axis(std::vector<float>(n, z))), at::full({count, 1}, label));
  expected.backward();
  CHECK(same(lane_values(losses, 0), expected.value().view(1)));
  CHECK(same(lane_values(gradients, 0),
             flat(*model, [](const at::Tensor& parameter) { return parameter.grad(); })));
}

TEST_CASE("every optimizer steps as torch's over 100 steps", "[simd]") {
  if (!is_known_libtorch()) return;
  constexpr std::int64_t kParameters = 7;
  const SimdTarget target(GENERATE(from_range(exact_targets())));
  const auto optimizer = GENERATE(Optimizer::sgd, Optimizer::adam, Optimizer::rmsprop,
                                  Optimizer::adadelta, Optimizer::adagrad);
  const double rate = GENERATE(0.01, 0.1);
  INFO(to_string(optimizer) << ", learning rate " << rate);
  at::Tensor expected = at::ones({kParameters});
  const auto torch_optimizer = make_optimizer(optimizer, rate, {expected});
  simd::LaneOptimizer ours(step_rule(optimizer, rate, libtorch_arithmetic()), kParameters);
  simd::LaneArray<float> parameters(kParameters * simd::lane_count(), 1.0F);
  at::Generator generator = seeded_generator(0);
  for (int step = 0; step < 100; ++step) {
    // Of sizes from 1e-20, whose squares are denormal, to 1.
    at::Tensor gradient = at::pow(10, at::empty({kParameters}).uniform_(-20, 0, generator)) *
                          at::empty({kParameters}).normal_(0, 1, generator);
    if (step == 90) gradient[0] = kNaN;
    simd::LaneArray<float> in_lanes;
    for (const float of_parameter : to_vector(gradient)) {
      in_lanes.insert(in_lanes.end(), simd::lane_count(), of_parameter);
    }
    ours.step(parameters.data(), in_lanes.data());
    expected.mutable_grad() = gradient;
    torch_optimizer->step();
    CHECK(same(lane_values(parameters, simd::lane_count() - 1), expected));
  }
}
