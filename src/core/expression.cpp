#include "core/expression.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace spiral::claims {

namespace {

// Differences up to this are none: accuracies are counts over sizes, exact but for the last bits.
constexpr double kRounding = 1e-9;

constexpr double kInfinity = std::numeric_limits<double>::infinity();

/// Nothing where it is no number; infinite is what is later than any epoch.
Value number(double value) { return std::isnan(value) ? std::nullopt : Value(value); }

Value rise(const Metrics& metrics, double) {
  const std::span<const double> error = metrics.train_error;
  if (error.size() < 2) return std::nullopt;
  double rises = 0;
  for (std::size_t i = 1; i < error.size(); ++i) rises += error[i] > error[i - 1] ? 1 : 0;
  return rises / static_cast<double>(error.size() - 1);
}

Value first_below(const Metrics& metrics, double threshold) {
  const std::span<const double> error = metrics.train_error;
  const auto found = std::ranges::find_if(error, [=](double each) { return each < threshold; });
  if (error.empty()) return std::nullopt;
  if (found == error.end()) return kInfinity;
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
        values.push_back(a && b ? compute(*a, *b) : std::nullopt);
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
      {"acc", "accuracy", .005, 0, 1, [](M m, double) { return m.accuracy; }},
      {"test_acc", "test accuracy", .005, 0, 1, [](M m, double) { return m.test_accuracy; }},
      {"over", "overfit", .0025, -1, 1, [](M m, double) { return m.overfit; }},
      {"w", "width", .005, 0, 1, [](M m, double) { return m.width; }},
      {"e", "edginess", .02, 0, kInfinity, [](M m, double) { return m.edginess; }},
      {"rise", "share of rising epochs", .02, 0, 1, rise, true},
      {"first_below", "epochs", 2, 1, kInfinity, first_below, true, true}};
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
  // Of two that are later than any epoch, neither is known to be the later.
  const auto comparison = [](const std::string& symbol, int direction, auto holds) {
    const auto compare = [holds](double a, double b) -> Value {
      if (std::isinf(a) && std::isinf(b)) return std::nullopt;
      return holds(a, b) ? 1 : 0;
    };
    return Operation{symbol, pairs(compare), Kind::number, condition, direction};
  };
  const auto arithmetic = [](const std::string& symbol, auto compute) {
    const auto finite = [compute](double a, double b) -> Value {
      const double value = compute(a, b);
      return std::isfinite(value) ? Value(value) : std::nullopt;
    };
    return Operation{symbol, pairs(finite)};
  };
  static const std::vector<Operation> operators{
      {"where", where, condition, condition},
      {"or", decided_by(1), condition, condition},
      {"and", decided_by(0), condition, condition},
      {"not", each([](double x) { return 1 - x; }), condition, condition},
      comparison("<", -1, [](double a, double b) { return a < b - kRounding; }),
      comparison("<=", -1, [](double a, double b) { return a <= b + kRounding; }),
      comparison(">", 1, [](double a, double b) { return a > b + kRounding; }),
      comparison(">=", 1, [](double a, double b) { return a >= b - kRounding; }),
      comparison("=", 0, [](double a, double b) { return std::abs(a - b) <= kRounding; }),
      comparison("!=", 0, [](double a, double b) { return std::abs(a - b) > kRounding; }),
      arithmetic("+", std::plus<>()),
      arithmetic("-", std::minus<>()),
      arithmetic("*", std::multiplies<>()),
      arithmetic("/", std::divides<>())};
  return operators;
}

Values Expression::evaluate(const std::vector<Metrics>& metrics, double stricter) const {
  if (figure != nullptr) {
    Values values;
    for (const std::size_t each : cases) {
      const Value value = figure->get(metrics.at(each), number);
      values.push_back(value ? claims::number(*value) : value);
    }
    return values;
  }
  if (operation == nullptr) return {number};
  std::vector<Values> values;
  for (const Expression& operand : operands) {
    const bool is_condition_of_where = operation->name == "where" && !values.empty();
    values.push_back(operand.evaluate(metrics, is_condition_of_where ? 0 : stricter));
  }
  const auto asked = figures();
  if (operation->direction != 0 && !asked.empty()) {
    const Figure& limits = *asked.front()->figure;
    for (Value& bound : values.back()) {
      if (!bound) continue;
      const double moved = *bound + operation->direction * stricter * limits.step;
      bound = std::clamp(moved, std::min(*bound, limits.lowest), std::max(*bound, limits.highest));
    }
  }
  return operation->apply(values);
}

std::vector<const Expression*> Expression::comparisons() const {
  if (operation == nullptr) return {};
  if (operation->takes == Kind::number && operation->gives == Kind::condition) return {this};
  std::vector<const Expression*> found;
  for (const Expression& operand : operands) {
    if (operation->name == "where" && &operand != &operands.front()) break;
    const auto inner = operand.comparisons();
    found.insert(found.end(), inner.begin(), inner.end());
  }
  return found;
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
