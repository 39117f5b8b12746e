#include "experiment/setting.hpp"

#include <algorithm>
#include <charconv>

namespace spiral {

std::string_view to_string(Activation activation) {
  switch (activation) {
    case Activation::relu:
      return "relu";
    case Activation::sigmoid:
      return "sigmoid";
    case Activation::tanh:
      return "tanh";
    case Activation::elu:
      return "elu";
    case Activation::identity:
      return "identity";
  }
  return {};
}

std::string_view to_string(Loss loss) { return loss == Loss::mse ? "mse" : "bce"; }

std::string_view to_string(Optimizer optimizer) {
  switch (optimizer) {
    case Optimizer::sgd:
      return "sgd";
    case Optimizer::adam:
      return "adam";
    case Optimizer::rmsprop:
      return "rmsprop";
    case Optimizer::adadelta:
      return "adadelta";
    case Optimizer::adagrad:
      return "adagrad";
  }
  return {};
}

std::vector<std::int64_t> layers(std::int64_t count, std::int64_t neurons) {
  return std::vector<std::int64_t>(static_cast<std::size_t>(count), neurons);
}

std::string shape_name(const std::vector<std::int64_t>& hidden) {
  if (hidden.empty()) return "0";
  const bool uniform = std::all_of(hidden.begin(), hidden.end(),
                                   [&](std::int64_t width) { return width == hidden.front(); });
  if (uniform) return value_name(std::int64_t(hidden.size())) + "x" + value_name(hidden.front());
  std::string name;
  for (const std::int64_t width : hidden) {
    name += (name.empty() ? "" : ",") + value_name(width);
  }
  return name;
}

std::string value_name(std::int64_t value) { return std::to_string(value); }

std::string value_name(double value) {
  char text[32];
  const auto end = std::to_chars(std::begin(text), std::end(text), value).ptr;
  return {text, end};
}

std::string value_name(Activation value) { return std::string(to_string(value)); }
std::string value_name(Optimizer value) { return std::string(to_string(value)); }

}  // namespace spiral
