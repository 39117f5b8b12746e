// A rule as the one tree that its text is read into: it evaluates, and names the figures it needs.
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
using Operation = std::function<Values(const std::vector<Values>& operands)>;

/// What a rule may ask of a case.
struct Figure {
  std::string name;
  Value (*get)(const Metrics& metrics, double threshold);
  bool has_threshold = false;
};

/// All of them.
const std::vector<Figure>& figures();

/// A figure of some cases, or an operation on other nodes.
struct Node {
  Operation operation = {};
  std::vector<Node> operands = {};
  bool is_condition = false;
  const Figure* figure = nullptr;
  double threshold = 0;
  std::vector<std::size_t> cases = {};

  Values evaluate(const std::vector<Metrics>& metrics) const;
  /// Calls `use` with each case that a figure below is asked of.
  void for_each_case(const std::function<void(std::size_t)>& use) const;
};

/// A rule, read.
struct Tree {
  Node condition;
  bool is_existence = false;
  /// Asked only where every case that the condition turns on fits.
  bool asks_fit = false;
};

/// Differences up to this are none: accuracies are counts over sizes, exact but for the last bits.
inline constexpr double kRounding = 1e-9;

Operation constant(double value);
/// One of + - * /.
Operation arithmetic(char symbol);
/// abs, min, max or median; none of another name.
std::optional<Operation> function(const std::string& name);
/// A chain; each of < <= > >= = != stands between two operands.
Operation comparison(const std::vector<std::string>& symbols);
Operation conjunction();
Operation disjunction();
Operation negation();
/// No value is more than `tolerance` below the one before.
Operation never_falls(double tolerance);

/// Throws: ClaimError.
Tree parse_rule(const std::string& text, const ClaimLabels& labels);

}  // namespace spiral::claims
