#include "core/expression.hpp"

#include <algorithm>
#include <cmath>

namespace spiral::claims {

namespace {

// Differences up to this are none: accuracies are counts over sizes, exact but for the last bits.
constexpr double kRounding = 1e-9;

Value finite(double value) { return std::isfinite(value) ? Value(value) : std::nullopt; }

Value rise(const Metrics& metrics, double) {
  const std::vector<double>& error = metrics.train_error;
  if (error.size() < 2) return std::nullopt;
  double rises = 0;
  for (std::size_t i = 1; i < error.size(); ++i) rises += error[i] > error[i - 1] ? 1 : 0;
  return rises / static_cast<double>(error.size() - 1);
}

Value first_below(const Metrics& metrics, double threshold) {
  const std::vector<double>& error = metrics.train_error;
  const auto found = std::ranges::find_if(error, [=](double each) { return each < threshold; });
  if (found == error.end()) return std::nullopt;
  return static_cast<double>(found - error.begin() + 1);
}

double median(std::vector<double> values) {
  std::ranges::sort(values);
  const std::size_t half = values.size() / 2;
  return values.size() % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
}

Values flat(const std::vector<Values>& operands) {
  Values values;
  for (const Values& each : operands) values.insert(values.end(), each.begin(), each.end());
  return values;
}

/// Of each value by itself.
auto each(double (*compute)(double)) {
  return [=](const std::vector<Values>& operands) {
    Values values = flat(operands);
    for (Value& value : values) value = value ? Value(compute(*value)) : value;
    return values;
  };
}

/// Of each value on the left with each one on the right.
template <class Compute>
auto pairs(Compute compute) {
  return [=](const std::vector<Values>& operands) {
    Values values;
    for (const Value& a : operands[0]) {
      for (const Value& b : operands[1]) {
        values.push_back(a && b ? finite(compute(*a, *b)) : std::nullopt);
      }
    }
    return values;
  };
}

/// Of all values at once; unknown where one of them is.
auto all(double (*compute)(const std::vector<double>&)) {
  return [=](const std::vector<Values>& operands) -> Values {
    std::vector<double> numbers;
    for (const Value& value : flat(operands)) {
      if (!value) return {std::nullopt};
      numbers.push_back(*value);
    }
    return {compute(numbers)};
  };
}

/// Kleene's `and`, which a 0 decides, and `or`, which a 1 decides; else an unknown part does.
auto decided_by(double decisive) {
  return [=](const std::vector<Values>& operands) -> Values {
    const Values parts = flat(operands);
    const auto has = [&](const Value& value) { return std::ranges::count(parts, value) > 0; };
    if (has(decisive)) return {decisive};
    if (has(std::nullopt)) return {std::nullopt};
    return {1 - decisive};
  };
}

/// The first operand where the second holds, all of it.
Values where(const std::vector<Values>& operands) {
  const auto holds = [](const Value& value) { return value == 1.0; };
  return std::ranges::all_of(operands[1], holds) ? operands[0] : Values{std::nullopt};
}

}  // namespace

const std::vector<Figure>& figures() {
  using M = const Metrics&;
  static const std::vector<Figure> figures{
      {"acc", [](M m, double) { return m.accuracy; }},
      {"test_acc", [](M m, double) { return m.test_accuracy; }},
      {"w", [](M m, double) { return m.width; }},
      {"r", [](M m, double) { return m.roughness; }},
      {"rise", rise},
      {"first_below", first_below, true}};
  return figures;
}

const std::vector<Operation>& functions() {
  using X = const std::vector<double>&;
  static const std::vector<Operation> functions{
      {"abs", each([](double x) { return std::abs(x); })},
      {"min", all([](X x) { return std::ranges::min(x); })},
      {"max", all([](X x) { return std::ranges::max(x); })},
      {"median", all([](X x) { return median(x); })}};
  return functions;
}

std::vector<std::string> known_names() {
  std::vector<std::string> names;
  for (const Figure& figure : figures()) names.push_back(figure.name);
  for (const Operation& function : functions()) names.push_back(function.name);
  return names;
}

const std::vector<Operation>& operators() {
  using enum Kind;
  const auto comparison = [](const std::string& symbol, auto holds) {
    return Operation{symbol, pairs(holds), number, condition};
  };
  static const std::vector<Operation> operators{
      {"where", where, condition, condition},
      {"or", decided_by(1), condition, condition},
      {"and", decided_by(0), condition, condition},
      {"not", each([](double x) { return 1 - x; }), condition, condition},
      comparison("<", [](double a, double b) { return a < b - kRounding; }),
      comparison("<=", [](double a, double b) { return a <= b + kRounding; }),
      comparison(">", [](double a, double b) { return a > b + kRounding; }),
      comparison(">=", [](double a, double b) { return a >= b - kRounding; }),
      comparison("=", [](double a, double b) { return std::abs(a - b) <= kRounding; }),
      comparison("!=", [](double a, double b) { return std::abs(a - b) > kRounding; }),
      {"+", pairs(std::plus<>())},
      {"-", pairs(std::minus<>())},
      {"*", pairs(std::multiplies<>())},
      {"/", pairs(std::divides<>())}};
  return operators;
}

Values Expression::evaluate(const std::vector<Metrics>& metrics) const {
  if (figure != nullptr) {
    Values values;
    for (const std::size_t each : cases) {
      const Value value = figure->get(metrics.at(each), number);
      values.push_back(value ? finite(*value) : value);
    }
    return values;
  }
  if (operation == nullptr) return {number};
  std::vector<Values> values;
  for (const Expression& operand : operands) values.push_back(operand.evaluate(metrics));
  return operation->apply(values);
}

std::vector<const Expression*> Expression::figures() const {
  if (figure != nullptr) return {this};
  std::vector<const Expression*> found;
  for (const Expression& operand : operands) {
    const auto inner = operand.figures();
    found.insert(found.end(), inner.begin(), inner.end());
  }
  return found;
}

}  // namespace spiral::claims
