#include "core/train_config.hpp"

#include <algorithm>
#include <cmath>
#include <concepts>

#include "core/text.hpp"

namespace spiral {

namespace {

/// An enum's values go by their names.
template <class Choice, std::size_t count>
ConfigField choice(const std::string& name, Choice TrainConfig::*member,
                   const std::array<Choice, count>& choices, const std::string& help) {
  std::vector<std::string> names;
  for (const Choice each : choices) names.emplace_back(to_string(each));
  const auto place = [=](const std::string& text) {
    return static_cast<std::size_t>(std::ranges::find(names, text) - names.begin());
  };
  return {{name, [=](const TrainConfig& config) { return std::string(to_string(config.*member)); },
           [=](TrainConfig& config, const FieldValue& value) {
             config.*member = choices.at(place(std::get<std::string>(value)));
           }},
          help,
          "NAME",
          "must be " + list_words(names, "or"),
          [=](const std::string& text) {
            return place(text) < count ? std::optional<FieldValue>(text) : std::nullopt;
          },
          names};
}

ConfigField integer(const std::string& name, std::int64_t TrainConfig::*member, std::int64_t low,
                    std::int64_t high, const std::string& help) {
  const auto parse = [=](const std::string& text) { return parse_integer(text, low, high); };
  return {member_field(name, member), help, "N", integer_from_to(low, high), parse};
}

ConfigField number(const std::string& name, double TrainConfig::*member, bool (*is_valid)(double),
                   const std::string& constraint, const std::string& help) {
  const auto parse = [=](const std::string& text) {
    const auto value = parse_finite(text);
    return value && is_valid(*value) ? value : std::nullopt;
  };
  return {member_field(name, member), help, "X", constraint, parse};
}

std::optional<FieldValue> parse_hidden(const std::string& text) {
  const auto by = text.find('x');
  if (by != std::string::npos) {
    const auto count = parse_integer(text.substr(0, by), 0, kMaxLayers);
    const auto neurons = parse_integer(text.substr(by + 1), 1, kMaxNeurons);
    if (!count || !neurons) return std::nullopt;
    return layers(*count, *neurons);
  }
  std::vector<std::int64_t> hidden;
  for (const std::string& part : split(text, text.find(',') == std::string::npos ? '-' : ',')) {
    const auto neurons = parse_integer(part, 1, kMaxNeurons);
    if (!neurons || hidden.size() == kMaxLayers) return std::nullopt;
    hidden.push_back(*neurons);
  }
  return hidden;
}

std::optional<FieldValue> parse_switch(const std::string& text) {
  if (text == "true" || text == "false") return text == "true";
  if (text != "yes" && text != "no") return std::nullopt;
  return text == "yes";
}

// Float32 ends at 3.4e38.
bool is_learning_rate(double x) { return 0 < x && x <= 1e30; }

// As wide as the spirals: the boundary is measured on a grid over all points.
bool is_noise(double x) { return 0 <= x && x <= 10; }

std::vector<ConfigField> make_fields() {
  using C = TrainConfig;
  return {{member_field("hidden", &C::hidden), "hidden layers, as 10,10,10 or 3x10 (default 3x10)",
           "LAYERS", "must be up to 100 layers of up to 10000 neurons, as 3x10 or 10-5-3",
           parse_hidden},
          choice("activation", &C::activation, kActivations, "activation between the layers"),
          {member_field("activate_last_hidden", &C::activate_last_hidden),
           "put the activation after the last hidden layer too, which the notebook leaves out", "",
           "must be yes or no", parse_switch},
          choice("loss", &C::loss, kLosses, "mean squared error or binary cross-entropy"),
          choice("optimizer", &C::optimizer, kOptimizers, "how the weights are updated"),
          number("learning_rate", &C::learning_rate, is_learning_rate,
                 "must be a number above 0, up to 1e30", "step size of the optimizer"),
          integer("epochs", &C::epochs, 1, kMaxEpochs, "passes over the training set"),
          integer("batch_size", &C::batch_size, 1, kMaxPoints, "points per step"),
          integer("train_size", &C::train_size, 2, kMaxPoints, "points to train on (default 4000)"),
          integer("val_size", &C::val_size, 1, kMaxPoints, "points to validate on (default 1000)"),
          integer("test_size", &C::test_size, 0, kMaxPoints, "points for a final score"),
          number("noise", &C::noise, is_noise, "must be a number from 0 to 10",
                 "standard deviation of the noise (default 0.3)")};
}

struct Spell {
  std::string operator()(std::monostate) const { return ""; }
  std::string operator()(bool x) const { return x ? "true" : "false"; }
  std::string operator()(std::integral auto x) const { return std::to_string(x); }
  std::string operator()(double x) const { return std::isfinite(x) ? to_text(x) : ""; }
  std::string operator()(const std::string& x) const { return x; }
  template <class Number>
  std::string operator()(const std::vector<Number>& numbers) const {
    std::string text;
    for (const Number number : numbers) text += (text.empty() ? "" : "-") + to_text(number);
    return text;
  }
};

/// Calls `use` with the inputs and outputs of every Linear.
template <class Use>
void for_each_linear(const TrainConfig& config, const Use& use) {
  std::int64_t inputs = 2;
  for (const std::int64_t neurons : config.hidden) {
    use(inputs, neurons);
    inputs = neurons;
  }
  use(inputs, std::int64_t{1});
}

}  // namespace

std::string_view to_string(Activation activation) {
  constexpr std::array<std::string_view, 5> kNames{"relu", "sigmoid", "tanh", "elu", "identity"};
  return kNames[static_cast<std::size_t>(activation)];
}

std::string_view to_string(Loss loss) { return loss == Loss::mse ? "mse" : "bce"; }

std::string_view to_string(Optimizer optimizer) {
  constexpr std::array<std::string_view, 5> kNames{"sgd", "adam", "rmsprop", "adadelta", "adagrad"};
  return kNames[static_cast<std::size_t>(optimizer)];
}

std::string to_text(const FieldValue& value) { return std::visit(Spell(), value); }

std::string ConfigField::option() const {
  std::string option = name;
  std::ranges::replace(option, '_', '-');
  return option;
}

const std::vector<ConfigField>& config_fields() {
  static const std::vector<ConfigField> fields = make_fields();
  return fields;
}

bool is_of_spirals(const ConfigField& field) {
  constexpr std::array kNames{"train_size", "val_size", "test_size", "noise"};
  return std::ranges::find(kNames, field.name) != kNames.end();
}

const ConfigField* find_config_field(const std::string& name) {
  for (const ConfigField& field : config_fields()) {
    if (field.name == name || field.option() == name) return &field;
  }
  return nullptr;
}

std::vector<std::int64_t> layers(std::int64_t count, std::int64_t neurons) {
  return std::vector<std::int64_t>(static_cast<std::size_t>(count), neurons);
}

TrainConfig usual_config(const std::vector<ConfigChange>& changes) {
  TrainConfig config{.hidden = layers(3, 10)};
  for (const ConfigChange& change : changes) change.apply(config);
  return config;
}

std::string shape_name(const std::vector<std::int64_t>& hidden) {
  if (hidden.empty()) return "0";
  const auto depth = std::ssize(hidden);
  if (std::ranges::count(hidden, hidden.front()) < depth) return to_text(FieldValue(hidden));
  return to_text(depth) + "x" + to_text(hidden.front());
}

std::string shown_value(const ConfigField& field, const TrainConfig& config) {
  const FieldValue value = field.get(config);
  const auto* hidden = std::get_if<std::vector<std::int64_t>>(&value);
  return hidden != nullptr ? shape_name(*hidden) : to_text(value);
}

std::vector<const ConfigField*> varied_fields(const std::vector<TrainConfig>& configs) {
  std::vector<const ConfigField*> fields;
  for (const ConfigField& field : config_fields()) {
    const bool is_varied = std::ranges::any_of(configs, [&](const TrainConfig& config) {
      return field.get(config) != field.get(configs.front());
    });
    if (is_varied) fields.push_back(&field);
  }
  return fields;
}

std::int64_t parameter_count(const TrainConfig& config) {
  std::int64_t count = 0;
  for_each_linear(config, [&](auto inputs, auto outputs) { count += (inputs + 1) * outputs; });
  return count;
}

std::int64_t random_numbers(const TrainConfig& config) {
  return parameter_count(config) + 4 * config.epochs;
}

}  // namespace spiral
