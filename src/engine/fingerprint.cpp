#include "engine/fingerprint.hpp"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <c10/core/InferenceMode.h>
#include <fmt/format.h>

#include <bit>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <span>

#include "engine/runtime.hpp"
#include "notebook/criterion.hpp"
#include "notebook/multi_layer_model.hpp"
#include "notebook/optimizers.hpp"
#include "notebook/random_state.hpp"

namespace spiral {

namespace {

/// FNV-1a of 64 bits, its bits mixed at the end, so that any of them may be left out.
class Hash {
 public:
  void add(std::span<const std::byte> bytes) {
    for (const std::byte byte : bytes) {
      value_ = (value_ ^ std::to_integer<std::uint64_t>(byte)) * 0x100000001b3U;
    }
  }

  /// The bits of its numbers, in their order.
  void add(const at::Tensor& tensor) {
    const at::Tensor here = tensor.to(at::kCPU).contiguous();
    add({static_cast<const std::byte*>(here.data_ptr()), here.nbytes()});
  }

  std::string hex(int digits) const {
    const std::uint64_t mixed = (value_ ^ (value_ >> 32U)) * 0x9e3779b97f4a7c15U;
    return fmt::format("{:016x}", mixed ^ (mixed >> 32U))
        .substr(0, static_cast<std::size_t>(digits));
  }

 private:
  std::uint64_t value_ = 0xcbf29ce484222325U;
};

/// Numbers in [-scale, scale) that differ in all their bits: multiples of the golden ratio, modulo
/// 2^32.
at::Tensor numbers(at::IntArrayRef shape, double scale, const at::Device& device) {
  at::Tensor made = at::empty(shape);
  float* const to = made.data_ptr<float>();
  std::uint32_t number = 0;
  for (std::int64_t i = 0; i < made.numel(); ++i) {
    number += 2654435769U;
    to[i] = static_cast<float>(std::bit_cast<std::int32_t>(number) * (scale / (1U << 31U)));
  }
  return made.to(device);
}

/// A linear layer in training.
struct Layer {
  std::int64_t batch_size;
  std::int64_t fan_in;
  std::int64_t fan_out;
};

/// The notebook's widths; and the batch sizes at which BLASes begin to cut long sums.
constexpr Layer kLayers[] = {{32, 2, 10},  {32, 10, 10},  {32, 10, 1},    {32, 5, 5},
                             {32, 7, 7},   {32, 2, 100},  {32, 100, 100}, {32, 100, 1},
                             {10, 10, 10}, {64, 50, 50},  {320, 10, 10},  {321, 20, 20},
                             {400, 7, 7},  {512, 20, 20}, {512, 10, 1}};

/// Its forward product and the two backward.
Hash hash_products(const at::Device& device) {
  Hash hash;
  for (const auto& [batch_size, fan_in, fan_out] : kLayers) {
    const at::Tensor x = numbers({batch_size, fan_in}, 1, device);
    const at::Tensor weight = numbers({fan_out, fan_in}, .7, device);
    const at::Tensor delta = numbers({batch_size, fan_out}, .3, device);
    hash.add(at::addmm(numbers({fan_out}, .1, device), x, weight.t()));
    hash.add(at::mm(delta.t(), x));
    hash.add(at::mm(delta, weight));
  }
  return hash;
}

/// Sums over a batch and means of a loss; at sizes that leave something behind whole vectors.
Hash hash_sums(const at::Device& device) {
  Hash hash;
  for (const std::int64_t rows : {32, 77, 400}) {
    for (const std::int64_t columns : {1, 3, 10, 100}) {
      const at::Tensor values = numbers({rows, columns}, 1, device);
      hash.add(values.sum(0));
      hash.add(values.mean());
    }
  }
  return hash;
}

/// 31 * 32 + 16 + 15: what is left behind whole pairs of vectors, of 16 or of 8, is computed by
/// other code.
constexpr std::int64_t kMany = 1023;

Hash hash_function(at::Tensor (*function)(const at::Tensor&), double scale, bool positive,
                   const at::Device& device) {
  const at::Tensor x = numbers({kMany}, scale, device);
  Hash hash;
  hash.add(function(positive ? x.abs() : x));
  return hash;
}

/// Fewer than 16 normal numbers are drawn in another way than more.
Hash hash_draws(const std::function<at::Tensor(std::int64_t, at::Generator&)>& draw) {
  Hash hash;
  at::Generator generator = seeded_generator(1);
  for (const std::int64_t count : {1, 10, 101, 4000}) hash.add(draw(count, generator));
  return hash;
}

/// Its values and its gradient, as the torch engine computes them.
Hash hash_activation(Activation activation, const at::Device& device) {
  const at::Tensor x = numbers({kMany}, 4, device);
  const at::Tensor y = activate(activation, x);
  at::Tensor gradient = numbers({kMany}, .3, device);
  pass_activation(gradient, activation, x, y);
  Hash hash;
  hash.add(y);
  hash.add(gradient);
  return hash;
}

/// Its value and what it sends back through a linear classifier, for some batches of points.
Hash hash_loss(Loss loss, const at::Device& device) {
  const TrainConfig config{.hidden = {}, .loss = loss};
  at::Generator generator = seeded_generator(0);
  const auto network = make_model(config, generator);
  network->to(device);
  set_weights(*network, to_vector(numbers({parameter_count(config)}, .7, device)));
  GraphlessModel model(*network);
  Hash hash;
  for (const std::int64_t batch_size : {1, 10, 29, 32, 93, 400}) {
    const at::Tensor labels = numbers({batch_size, 1}, 1, device).gt(0).to(at::kFloat);
    const at::Tensor y_pre = model.forward(numbers({batch_size, 2}, 3, device));
    const BatchLoss of_batch = Criterion{loss, model}(y_pre, labels);
    hash.add(y_pre);
    hash.add(of_batch.value());
    of_batch.backward();
    for (const at::Tensor& parameter : network->parameters()) hash.add(parameter.grad());
  }
  return hash;
}

/// Three steps along gradients of many sizes.
Hash hash_optimizer(Optimizer optimizer, const at::Device& device) {
  at::Tensor parameter = numbers({kMany}, 1, device);
  const auto steps = make_optimizer(optimizer, TrainConfig().learning_rate, {parameter});
  Hash hash;
  for (const double scale : {.1, .001, .03}) {
    parameter.mutable_grad() = numbers({kMany}, scale, device);
    steps->step();
    hash.add(parameter);
  }
  return hash;
}

/// One thread of LibTorch, and the number that it was set to again.
class OneThread {
 public:
  OneThread() { use_one_thread(); }
  ~OneThread() { at::set_num_threads(threads_); }
  OneThread(const OneThread&) = delete;
  OneThread& operator=(const OneThread&) = delete;

 private:
  const int threads_ = at::get_num_threads();
};

}  // namespace

std::vector<OperationHash> hash_operations(const std::string& device_name) {
  const at::Device device(device_name);
  const OneThread one_thread;
  const c10::InferenceMode no_graph;
  std::vector<OperationHash> hashes;
  const auto add = [&](std::string_view operation, const Hash& hash) {
    hashes.push_back({std::string(operation), hash.hex(8)});
  };
  add("products", hash_products(device));
  add("sums", hash_sums(device));
  add("cos", hash_function(at::cos, 10, false, device));
  add("sin", hash_function(at::sin, 10, false, device));
  add("exp", hash_function(at::exp, 10, false, device));
  add("log", hash_function(at::log, 10, true, device));
  add("log1p", hash_function(at::log1p, 10, true, device));
  add("expm1", hash_function(at::expm1, 10, false, device));
  add("sqrt", hash_function(at::sqrt, 10, true, device));
  add("uniform", hash_draws([](std::int64_t count, at::Generator& generator) {
        return at::empty({count}).uniform_(0, 10, generator);
      }));
  add("normal", hash_draws([](std::int64_t count, at::Generator& generator) {
        return at::empty({count}).normal_(0, .3, generator);
      }));
  add("integers", hash_draws([](std::int64_t count, at::Generator& generator) {
        return at::empty({count}, at::kLong).random_(generator);
      }));
  add("randperm", hash_draws([](std::int64_t count, at::Generator& generator) {
        return at::randperm(count, generator, at::kLong);
      }));
  for (const Activation activation : kActivations) {
    add(to_string(activation), hash_activation(activation, device));
  }
  for (const Loss loss : kLosses) add(to_string(loss), hash_loss(loss, device));
  for (const Optimizer optimizer : kOptimizers) {
    add(to_string(optimizer), hash_optimizer(optimizer, device));
  }
  return hashes;
}

std::string fingerprint(const std::string& device) {
  static std::mutex mutex;
  static std::map<std::string, std::string> known;
  const std::lock_guard lock(mutex);
  std::string& of_device = known[device];
  if (of_device.empty()) {
    Hash hash;
    for (const auto& [operation, of_operation] : hash_operations(device)) {
      hash.add(std::as_bytes(std::span(operation)));
      hash.add(std::as_bytes(std::span(of_operation)));
    }
    of_device = hash.hex(12);
  }
  return of_device;
}

std::string data_name(const OwnPoints& points) {
  if (!points) return Environment::kSpirals;
  Hash hash;
  hash.add(std::as_bytes(std::span(points->points)));
  // Once their train errors were not means over points.
  hash.add(std::as_bytes(std::span("means")));
  if (points->is_split) hash.add(std::as_bytes(std::span("split")));
  return hash.hex(16);
}

}  // namespace spiral
