// What one training run is made of, as data. No LibTorch here: an exercise must compile in a blink.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace spiral {

enum class Activation { relu, sigmoid, tanh, elu, identity };
enum class Loss { mse, bce };
enum class Optimizer { sgd, adam, rmsprop, adadelta, adagrad };

inline constexpr std::array kActivations{Activation::relu, Activation::sigmoid, Activation::tanh,
                                         Activation::elu, Activation::identity};
inline constexpr std::array kLosses{Loss::mse, Loss::bce};
inline constexpr std::array kOptimizers{Optimizer::sgd, Optimizer::adam, Optimizer::rmsprop,
                                        Optimizer::adadelta, Optimizer::adagrad};

// Far above what is sensible, far below what overflows a count.
inline constexpr std::int64_t kMostLayers = 100;
inline constexpr std::int64_t kMostNeurons = 10'000;

/// The name in tables, exports and `--only`.
std::string_view to_string(Activation activation);
std::string_view to_string(Loss loss);
std::string_view to_string(Optimizer optimizer);

/// One row of the notebook's tables. The defaults are the notebook's most frequent values.
struct Setting {
  std::string name = {};
  /// Neurons of each hidden layer; empty is the notebook's `Model`, one Linear(2, 1).
  std::vector<std::int64_t> hidden = {};
  Activation activation = Activation::relu;
  /// False as in the notebook, which applies the activation after every hidden layer but the last.
  bool activate_last_hidden = false;
  /// Mean squared error on a sigmoid, or binary cross-entropy on logits.
  Loss loss = Loss::mse;
  Optimizer optimizer = Optimizer::sgd;
  double learning_rate = 0.1;
  std::int64_t epochs = 150;
  std::int64_t batch_size = 32;
  std::int64_t train_size = 4000;
  std::int64_t val_size = 1000;
  /// Points drawn after training for a final score; 0 for none.
  std::int64_t test_size = 0;
  /// Standard deviation of the noise on each coordinate.
  double noise = 0.3;

  bool operator==(const Setting&) const = default;
};

/// `count` hidden layers of `neurons` each.
std::vector<std::int64_t> layers(std::int64_t count, std::int64_t neurons);

/// The notebook's way to name a network: "3x10"; layers that differ are listed, "10,5,3".
std::string shape_name(const std::vector<std::int64_t>& hidden);

/// The shortest text that names a swept value: "32", "0.1", "relu", "3x10".
std::string value_name(std::int64_t value);
std::string value_name(double value);
std::string value_name(Activation value);
std::string value_name(Optimizer value);

/// `base`, once for each value of one parameter, each named after its value.
template <class Value>
std::vector<Setting> sweep(const Setting& base, Value Setting::*parameter,
                           const std::vector<Value>& values) {
  std::vector<Setting> settings;
  for (const Value& value : values) {
    Setting setting = base;
    setting.*parameter = value;
    setting.name = value_name(value);
    settings.push_back(std::move(setting));
  }
  return settings;
}

}  // namespace spiral
