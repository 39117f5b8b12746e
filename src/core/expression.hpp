// A rule as a tree of operations on figures and constants. Each name of the language is one line of
// a table in expression.cpp.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/claim.hpp"

namespace spiral::claims {

/// A number; 1 or 0 for a condition; nullopt is unknown.
using Value = std::optional<double>;
/// Several where "every" stands for several cases.
using Values = std::vector<Value>;

/// What a rule may ask of a case.
struct Figure {
  std::string name;
  /// In words, for readers of a report.
  std::string meaning;
  /// By how much a reader might draw a threshold elsewhere.
  double step;
  double lowest;
  double highest;
  Value (*get)(const Metrics& metrics, double threshold);
  bool is_of_train_error = false;
  bool has_threshold = false;
};

enum class Kind { number, condition };

/// What makes values of its operands' values.
struct Operation {
  std::string name;
  std::function<Values(const std::vector<Values>& operands)> apply;
  Kind takes = Kind::number;
  Kind gives = Kind::number;
  /// Of a comparison: 1 where the left side is to be greater, -1 where it is to be less.
  int direction = 0;
};

/// acc, w, r ...
const std::vector<Figure>& figures();
/// abs, min, max, median.
const std::vector<Operation>& functions();
/// The names of both, for messages.
std::vector<std::string> known_names();
/// What has a sign or a word of its own: + < and ...
const std::vector<Operation>& operators();

/// The one of this name; null where there is none.
template <class Named>
const Named* find_named(const std::vector<Named>& list, const std::string& name) {
  for (const Named& each : list) {
    if (each.name == name) return &each;
  }
  return nullptr;
}

/// An operation on other expressions, a figure of some cases, or else a constant.
struct Expression {
  const Operation* operation = nullptr;
  std::vector<Expression> operands = {};
  const Figure* figure = nullptr;
  std::vector<std::size_t> cases = {};
  /// The constant, or the figure's threshold.
  double number = 0;
  /// Where in its rule it begins.
  std::size_t at = 0;

  Kind kind() const { return operation == nullptr ? Kind::number : operation->gives; }
  /// Each comparison asks for `stricter` of its figure's steps more; less where that is negative.
  Values evaluate(const std::vector<Metrics>& metrics, double stricter = 0) const;
  /// The figures in it, from left to right.
  std::vector<const Expression*> figures() const;
  /// The comparisons in it, from left to right; not the condition behind "where".
  std::vector<const Expression*> comparisons() const;
};

}  // namespace spiral::claims
