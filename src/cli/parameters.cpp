#include "cli/parameters.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "cli/parse_value.hpp"

namespace spiral {

namespace {

template <class Value>
std::optional<Override> replace(Value Setting::*parameter, std::optional<Value> value) {
  if (!value) return std::nullopt;
  return [=](Setting& setting) { setting.*parameter = *value; };
}

Parameter whole(const std::string& name, std::int64_t Setting::*parameter, std::int64_t low,
                std::int64_t high) {
  return {name, whole_range(low, high), [=](const std::string& text) {
            return replace(parameter, parse_whole(text, low, high));
          }};
}

Parameter real(const std::string& name, double Setting::*parameter, bool (*valid)(double),
               const std::string& allowed) {
  return {name, allowed, [=](const std::string& text) {
            const auto value = parse_finite(text);
            return replace(parameter, value && valid(*value) ? value : std::nullopt);
          }};
}

template <class Choice, std::size_t count>
Parameter choice(const std::string& name, Choice Setting::*parameter,
                 const std::array<Choice, count>& choices) {
  std::vector<std::string> names;
  for (const Choice each : choices) names.emplace_back(to_string(each));
  return {name, fmt::format("allowed are {}", fmt::join(names, " ")),
          [=](const std::string& text) {
            std::optional<Choice> value;
            for (const Choice each : choices) {
              if (to_string(each) == text) value = each;
            }
            return replace(parameter, value);
          },
          names};
}

std::optional<std::vector<std::int64_t>> parse_hidden(const std::string& text) {
  const auto by = text.find('x');
  if (by != std::string::npos) {
    const auto count = parse_whole(text.substr(0, by), 0, kMostLayers);
    const auto neurons = parse_whole(text.substr(by + 1), 1, kMostNeurons);
    if (!count || !neurons) return std::nullopt;
    return layers(*count, *neurons);
  }
  std::vector<std::int64_t> hidden;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find_first_of("-,", begin), text.size());
    const auto neurons = parse_whole(text.substr(begin, end - begin), 1, kMostNeurons);
    if (!neurons || hidden.size() == kMostLayers) return std::nullopt;
    hidden.push_back(*neurons);
    begin = end + 1;
  }
  return hidden;
}

}  // namespace

// Sensible ends. Noise ends at 10, as wide as the spirals, because the boundary is measured on a grid over
// all points; a learning rate at 1e30, because float32 ends at 3.4e38.
const std::vector<Parameter>& parameters() {
  static const std::vector<Parameter> all{
      {"hidden",
       "allowed are up to 100 layers and 10000 neurons, as 3x10, or each layer's neurons, as "
       "10-5-3",
       [](const std::string& text) { return replace(&Setting::hidden, parse_hidden(text)); }},
      choice("activation", &Setting::activation, kActivations),
      {"activate-last-hidden", "allowed are yes and no",
       [](const std::string& text) {
         return replace(&Setting::activate_last_hidden, text == "yes"  ? std::optional(true)
                                                        : text == "no" ? std::optional(false)
                                                                       : std::nullopt);
       }},
      choice("loss", &Setting::loss, kLosses),
      choice("optimizer", &Setting::optimizer, kOptimizers),
      real(
          "learning-rate", &Setting::learning_rate, [](double x) { return 0 < x && x <= 1e30; },
          "allowed are numbers above 0, up to 1e30"),
      whole("epochs", &Setting::epochs, 1, kMostEpochs),
      whole("batch-size", &Setting::batch_size, 1, kMostPoints),
      whole("train-size", &Setting::train_size, 2, kMostPoints),
      whole("val-size", &Setting::val_size, 1, kMostPoints),
      whole("test-size", &Setting::test_size, 0, kMostPoints),
      real(
          "noise", &Setting::noise, [](double x) { return 0 <= x && x <= 10; },
          "allowed are numbers from 0 to 10")};
  return all;
}

const Parameter* find_parameter(const std::string& name) {
  std::string wanted = name;
  std::replace(wanted.begin(), wanted.end(), '_', '-');
  const auto found = std::find_if(parameters().begin(), parameters().end(),
                                  [&](const Parameter& p) { return p.name == wanted; });
  return found == parameters().end() ? nullptr : &*found;
}

}  // namespace spiral
