// What one training is made of, as data, and the one list of its fields.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/field.hpp"

namespace spiral {

enum class Activation { relu, sigmoid, tanh, elu, identity };
enum class Loss { mse, bce };
enum class Optimizer { sgd, adam, rmsprop, adadelta, adagrad };

inline constexpr std::array kActivations{Activation::relu, Activation::sigmoid, Activation::tanh,
                                         Activation::elu, Activation::identity};
inline constexpr std::array kLosses{Loss::mse, Loss::bce};
inline constexpr std::array kOptimizers{Optimizer::sgd, Optimizer::adam, Optimizer::rmsprop,
                                        Optimizer::adadelta, Optimizer::adagrad};

/// The name in labels, exports and options.
std::string_view to_string(Activation activation);
std::string_view to_string(Loss loss);
std::string_view to_string(Optimizer optimizer);

// Far above what is sensible, far below what overflows a count.
inline constexpr std::int64_t kMaxLayers = 100;
inline constexpr std::int64_t kMaxNeurons = 10'000;
inline constexpr std::int64_t kMaxEpochs = 1'000'000;
inline constexpr std::int64_t kMaxPoints = 10'000'000;

/// What is trained. The defaults are the notebook's most frequent values.
struct TrainConfig {
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

  bool operator==(const TrainConfig&) const = default;
};

/// A field of a config, as a user names and writes it too.
struct ConfigField : Field<TrainConfig> {
  /// One line of help.
  std::string help;
  /// What stands for a value in the help: "N"; empty for a switch.
  std::string value_name;
  /// What a value must be: "must be an integer from 1 to 9".
  std::string constraint;
  /// Nullopt where the text is refused.
  std::function<std::optional<FieldValue>(const std::string& text)> parse;
  /// All values, where they are few.
  std::vector<std::string> choices = {};

  /// The name as an option: "batch-size".
  std::string option() const;
};

/// Every field of TrainConfig, in its order.
const std::vector<ConfigField>& config_fields();

/// The field of this name, with hyphens or underscores; null where there is none.
const ConfigField* find_config_field(const std::string& name);

/// Whether only the spirals have the field, and points of a user's own do not.
bool is_of_spirals(const ConfigField& field);

/// A field and the value to give it.
struct ConfigChange {
  const ConfigField* field;
  FieldValue value;

  void apply(TrainConfig& config) const { field->set(config, value); }
};

/// `count` hidden layers of `neurons` each.
std::vector<std::int64_t> layers(std::int64_t count, std::int64_t neurons);

/// The notebook's usual network and training, 3x10, changed.
TrainConfig usual_config(const std::vector<ConfigChange>& changes = {});

/// The notebook's way to name a network: "3x10"; layers that differ are listed, "10-5-3".
std::string shape_name(const std::vector<std::int64_t>& hidden);

/// A field's value as readers see it: a network by its shape's name.
std::string shown_value(const ConfigField& field, const TrainConfig& config);

/// The fields in which not all of `configs` are alike, in the fields' order.
std::vector<const ConfigField*> varied_fields(const std::vector<TrainConfig>& configs);

/// Weights and biases of the network.
std::int64_t parameter_count(const TrainConfig& config);

/// How many 32-bit numbers of the generator one training takes: one a weight or bias, and an epoch
/// two of 64 bits.
std::int64_t random_numbers(const TrainConfig& config);

}  // namespace spiral
