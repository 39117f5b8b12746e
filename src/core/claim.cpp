#include "core/claim.hpp"

#include <algorithm>
#include <cmath>

#include "core/claim_parser.hpp"

namespace spiral {

namespace claims {

namespace {

constexpr double kFits = .99;

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
  const auto below = [=](double value) { return value < threshold; };
  const auto found = std::find_if(error.begin(), error.end(), below);
  if (found == error.end()) return std::nullopt;
  return static_cast<double>(found - error.begin() + 1);
}

double compute(char symbol, double a, double b) {
  switch (symbol) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    default:
      return a / b;
  }
}

bool compare(const std::string& symbol, double a, double b) {
  if (symbol == "<") return a < b - kRounding;
  if (symbol == "<=") return a <= b + kRounding;
  if (symbol == ">") return a > b + kRounding;
  if (symbol == ">=") return a >= b - kRounding;
  return (std::abs(a - b) <= kRounding) == (symbol == "=");
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  const std::size_t half = values.size() / 2;
  return values.size() % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
}

/// Kleene's `and`: a false part decides, else an unknown one.
Value all_of(const Values& parts) {
  Value all = 1.0;
  for (const Value& part : parts) {
    if (part == 0.0) return 0.0;
    if (!part) all = std::nullopt;
  }
  return all;
}

Value opposite(const Value& value) { return value ? Value(1 - *value) : value; }

Values flat(const std::vector<Values>& operands) {
  Values values;
  for (const Values& each : operands) values.insert(values.end(), each.begin(), each.end());
  return values;
}

/// Of all numbers at once; unknown where one of them is.
template <class Fold>
Operation fold(Fold fold) {
  return [=](const std::vector<Values>& operands) -> Values {
    std::vector<double> numbers;
    for (const Value& value : flat(operands)) {
      if (!value) return {std::nullopt};
      numbers.push_back(*value);
    }
    return {fold(numbers)};
  };
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

Values Node::evaluate(const std::vector<Metrics>& metrics) const {
  if (figure == nullptr) {
    std::vector<Values> values;
    for (const Node& operand : operands) values.push_back(operand.evaluate(metrics));
    return operation(values);
  }
  Values values;
  for (const std::size_t each : cases) {
    const Value value = figure->get(metrics.at(each), threshold);
    values.push_back(value ? finite(*value) : value);
  }
  return values;
}

void Node::for_each_case(const std::function<void(std::size_t)>& use) const {
  for (const std::size_t each : cases) use(each);
  for (const Node& operand : operands) operand.for_each_case(use);
}

Operation constant(double value) {
  return [=](const auto&) { return Values{value}; };
}

Operation arithmetic(char symbol) {
  return [=](const std::vector<Values>& operands) {
    Values values;
    for (const Value& a : operands[0]) {
      for (const Value& b : operands[1]) {
        values.push_back(a && b ? finite(compute(symbol, *a, *b)) : std::nullopt);
      }
    }
    return values;
  };
}

std::optional<Operation> function(const std::string& name) {
  using Numbers = const std::vector<double>&;
  if (name == "min") return fold([](Numbers x) { return *std::min_element(x.begin(), x.end()); });
  if (name == "max") return fold([](Numbers x) { return *std::max_element(x.begin(), x.end()); });
  if (name == "median") return fold([](Numbers x) { return median(x); });
  if (name != "abs") return std::nullopt;
  return [](const std::vector<Values>& operands) {
    Values values = flat(operands);
    for (Value& value : values) value = value ? Value(std::abs(*value)) : value;
    return values;
  };
}

Operation comparison(const std::vector<std::string>& symbols) {
  return [=](const std::vector<Values>& operands) -> Values {
    Values parts;
    for (std::size_t i = 0; i < symbols.size(); ++i) {
      for (const Value& a : operands[i]) {
        for (const Value& b : operands[i + 1]) {
          parts.push_back(a && b ? Value(compare(symbols[i], *a, *b) ? 1 : 0) : std::nullopt);
        }
      }
    }
    return {all_of(parts)};
  };
}

Operation conjunction() {
  return [](const std::vector<Values>& operands) { return Values{all_of(flat(operands))}; };
}

Operation disjunction() {
  return [](const std::vector<Values>& operands) {
    Values parts = flat(operands);
    std::transform(parts.begin(), parts.end(), parts.begin(), opposite);
    return Values{opposite(all_of(parts))};
  };
}

Operation negation() {
  return [](const std::vector<Values>& operands) { return Values{opposite(operands[0][0])}; };
}

Operation never_falls(double tolerance) {
  return [=](const std::vector<Values>& operands) {
    Values parts;
    for (std::size_t i = 1; i < operands[0].size(); ++i) {
      const Value& before = operands[0][i - 1];
      const Value& value = operands[0][i];
      parts.push_back(before && value ? Value(compare(">=", *value, *before - tolerance) ? 1 : 0)
                                      : std::nullopt);
    }
    return Values{all_of(parts)};
  };
}

}  // namespace claims

struct Rule::Tree : claims::Tree {};

Rule::Rule(const std::string& text, const ClaimLabels& labels)
    : tree_(std::make_unique<Tree>(Tree{claims::parse_rule(text, labels)})) {}
Rule::Rule(Rule&&) noexcept = default;
Rule& Rule::operator=(Rule&&) noexcept = default;
Rule::~Rule() = default;

std::optional<bool> Rule::evaluate(const std::vector<Metrics>& metrics) const {
  bool applies = true;
  if (tree_->asks_fit) {
    tree_->condition.for_each_case([&](std::size_t each) {
      applies &= metrics.at(each).accuracy.value_or(0) >= claims::kFits - claims::kRounding;
    });
  }
  if (!applies) return std::nullopt;
  const claims::Value value = tree_->condition.evaluate(metrics).front();
  return value ? std::optional(*value == 1) : std::nullopt;
}

bool Rule::is_existence() const { return tree_->is_existence; }

}  // namespace spiral
