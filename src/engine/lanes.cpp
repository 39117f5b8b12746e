#include "engine/lanes.hpp"

#include <torch/optim/adagrad.h>
#include <torch/optim/adam.h>
#include <torch/optim/rmsprop.h>
#include <torch/version.h>

#include <algorithm>
#include <cmath>

#include "engine/runtime.hpp"
#include "engine/simd/trainer.hpp"
#include "notebook/optimizers.hpp"
#include "notebook/random_state.hpp"
#include "notebook/train.hpp"

namespace spiral {

namespace {

simd::Network network_of(const MultiLayerModel& model, Loss loss,
                         const simd::Arithmetic& arithmetic) {
  simd::Network network{.layers = {}, .loss = loss, .arithmetic = arithmetic};
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

std::vector<float> gradients_of(const MultiLayerModel& model) {
  std::vector<at::Tensor> gradients;
  for (const at::Tensor& parameter : model.parameters()) {
    gradients.push_back(parameter.grad().flatten());
  }
  return to_vector(at::cat(gradients));
}

/// What epochs leave: the train error, and every gradient of the last batch.
using Trace = std::vector<double>;

void append(Trace& trace, double train_error, const std::vector<float>& gradients) {
  trace.push_back(train_error);
  trace.insert(trace.end(), gradients.begin(), gradients.end());
}

/// What both sides train, from a model whose last sums are so many times those that it would be
/// drawn with.
struct ProbeStart {
  std::int64_t epochs;
  float outputs;
};

/// The second has last sums whose last bits a sigmoid keeps: it swallows those of numbers near 0.
constexpr ProbeStart kProbeStarts[] = {{3, 1}, {2, 16}};

void scale_outputs(MultiLayerModel& model, float factor) {
  std::vector<float> weights = weights_of(model);
  const auto count = model.linears().back()->weight.numel() + 1;
  for (auto weight = weights.end() - count; weight != weights.end(); ++weight) *weight *= factor;
  set_weights(model, weights);
}

/// Whether epochs of so many points leave the same bits by the SIMD kernels as by LibTorch.
bool trains_alike(const TrainConfig& config, const simd::Arithmetic& arithmetic,
                  std::int64_t points, const ProbeStart& start) {
  TrainConfig probe = config;
  probe.epochs = start.epochs;
  probe.train_size = points + points % 2;  // half of each label
  at::Generator generator = seeded_generator(0);
  const Dataset data = generate_data(probe.train_size, probe.noise, generator);
  const auto model = make_model(probe, generator);
  scale_outputs(*model, start.outputs);
  at::Generator of_lanes = copy_of(generator);
  simd::Trainer trainer(pack_models(LaneModels(simd::lane_count(), model), probe, arithmetic),
                        step_rule(probe.optimizer, probe.learning_rate, arithmetic),
                        static_cast<std::size_t>(probe.batch_size), probe.batch_size,
                        pack_points(std::vector(simd::lane_count(), data.inputs)));
  const auto last_lane = [&](const simd::LaneArray<float>& of_parameters) {
    return to_vector(unpack_outputs(of_parameters, simd::lane_count() - 1,
                                    trainer.model().network.parameters()));
  };
  Trace actual;
  for (std::int64_t epoch = 0; epoch < start.epochs; ++epoch) {
    const auto seed = static_cast<std::uint32_t>(draw_permutation_seed(of_lanes));
    const auto errors =
        trainer.train_epoch(std::vector(simd::lane_count(), seed), [] { return false; });
    append(actual, errors.back(), last_lane(trainer.gradients()));
  }
  Trace expected;
  train(probe, *model, data, probe.batch_size, generator,
        {.goes_on =
             [&](std::int64_t, double train_error) {
               append(expected, train_error, gradients_of(*model));
               return true;
             },
         .stop_requested = [] { return false; }});
  const auto same = [](double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)); };
  return std::ranges::equal(actual, expected, same) &&
         std::ranges::equal(last_lane(trainer.model().parameters), weights_of(*model), same);
}

/// As other processors' kernels are found to sum in another order, so are OpenBLAS's and MKL's own.
simd::Products products_of_blas() {
  if (blas_name().starts_with("OpenBLAS")) return simd::Products::haswell_tiles;
  return at::hasMKL() ? simd::Products::mkl_sums : simd::Products::rounded;
}

/// Asked of a sum in which two large numbers swallow a small one between them, but not in eights,
/// where they meet first.
std::size_t sum_width() {
  constexpr float kLarge = 1 << 24;
  at::Tensor numbers = at::zeros({16});
  numbers[0] = kLarge;
  numbers[1] = 1;
  numbers[8] = -kLarge;
  return numbers.sum().item<float>() == 1 ? 8 : 16;
}

/// Not up to LibTorch 2.7, and from 2.9 on: asked of a number whose exp(x) - 1 loses most of its
/// bits.
bool elu_takes_expm1() {
  constexpr float kNearZero = -1e-4F;
  const at::Tensor elu = at::elu(at::full({16}, kNearZero));
  return std::abs(elu[0].item<double>() - std::expm1(double{kNearZero})) < 1e-10;
}

/// LibTorch's own, by a function that changes a tensor.
template <at::Tensor& (*function)(at::Tensor&)>
void apply(float* numbers, std::size_t count) {
  const c10::InferenceMode no_graph;
  at::Tensor tensor = at::from_blob(numbers, {static_cast<std::int64_t>(count)});
  function(tensor);
}

}  // namespace

simd::Arithmetic libtorch_arithmetic() {
  constexpr int kVersion = 100 * TORCH_VERSION_MAJOR + TORCH_VERSION_MINOR;
  const bool since_2_1 = kVersion >= 201;
  return {.products = products_of_blas(),
          .vector_width = cpu_capability() == "AVX512" ? 16U : 8U,
          .sum_width = sum_width(),
          .adam_interpolates = since_2_1,
          .bce_takes_log1p = since_2_1,
          .elu_takes_expm1 = elu_takes_expm1(),
          // MKL's own, of which the square root is not always the nearest number.
          .tanh = at::hasMKL() ? apply<at::tanh_> : nullptr,
          .sqrt = at::hasMKL() ? apply<at::sqrt_> : nullptr};
}

simd::LaneModel pack_models(const LaneModels& models, const TrainConfig& config,
                            const simd::Arithmetic& arithmetic) {
  simd::LaneModel packed{.network = network_of(*models.front(), config.loss, arithmetic),
                         .parameters = {}};
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

simd::LanePoints pack_points(const std::vector<at::Tensor>& points) {
  simd::LanePoints packed{.count = static_cast<std::size_t>(points.front().size(0)), .points = {}};
  packed.points.reserve(packed.count * points.size());
  for (const at::Tensor& of_lane : points) {
    const auto point = of_lane.accessor<float, 2>();
    for (std::int64_t i = 0; i < point.size(0); ++i) {
      packed.points.push_back({point[i][0], point[i][1]});
    }
  }
  return packed;
}

simd::StepRule step_rule(Optimizer optimizer, double learning_rate,
                         const simd::Arithmetic& arithmetic) {
  const torch::optim::AdamOptions adam;
  const torch::optim::RMSpropOptions rmsprop;
  const AdadeltaOptions adadelta;
  const torch::optim::AdagradOptions adagrad;
  const auto [beta1, beta2] = adam.betas();
  simd::StepRule rule{
      .optimizer = optimizer, .learning_rate = learning_rate, .arithmetic = arithmetic};
  switch (optimizer) {
    case Optimizer::sgd:
      break;
    case Optimizer::adam:
      rule.mean_decay = beta1;
      rule.square_decay = beta2;
      rule.epsilon = adam.eps();
      break;
    case Optimizer::rmsprop:
      rule.square_decay = rmsprop.alpha();
      rule.epsilon = rmsprop.eps();
      break;
    case Optimizer::adadelta:
      rule.square_decay = adadelta.rho();
      rule.epsilon = adadelta.eps();
      break;
    case Optimizer::adagrad:
      rule.epsilon = adagrad.eps();
      break;
  }
  return rule;
}

bool trains_as_libtorch(const TrainConfig& config, const simd::Arithmetic& arithmetic) {
  const std::int64_t batch = std::min(config.batch_size, config.train_size);
  const std::int64_t rest = config.train_size % batch;
  return std::ranges::all_of(kProbeStarts, [&](const ProbeStart& start) {
    return trains_alike(config, arithmetic, batch, start) &&
           (rest == 0 || trains_alike(config, arithmetic, batch + rest, start));
  });
}

}  // namespace spiral
