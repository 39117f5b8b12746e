#include "core/claim_parser.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

#include "core/expression.hpp"
#include "core/rule_scanner.hpp"
#include "core/text.hpp"

namespace spiral::claims {

namespace {

// The accuracy from which on a model fits.
constexpr double kFits = .99;

/// Recursive descent, from what binds loosest to what binds tightest: or, and, not, comparisons,
/// sums, products. Conditions and numbers share one grammar, and each operation checks its
/// operands.
class Parser : RuleScanner {
 public:
  Parser(const std::string& text, const ClaimLabels& labels)
      : RuleScanner(text),
        labels_(labels.cases),
        own_cases_(labels_.size()),
        has_test_set_(labels.has_test_set) {
    labels_.insert(labels_.end(), labels.auxiliary.begin(), labels.auxiliary.end());
  }

  Expression rule() {
    is_existence = accept("exists");
    Expression rule = combine("and", {condition()});
    const bool comma = accept(",");
    if (accept("where")) {
      if (!accept_any({"all", "both", "it"})) fail(column(), "expected all, both or it");
      if (!accept_any({"fit", "fits"})) fail(column(), "expected fit");
      Expression accuracies{.figure = find_named(figures(), "acc")};
      for (const Expression* each : rule.figures()) {
        accuracies.cases.insert(accuracies.cases.end(), each->cases.begin(), each->cases.end());
      }
      rule = combine("where", {rule, combine(">=", {accuracies, {.number = kFits}})});
    } else if (comma) {
      fail(column(), "expected where; in a number stands a dot");
    }
    if (column() != text_.size()) fail(column(), "expected the end, and, or, or a comparison");
    return rule;
  }

  bool is_existence = false;

 private:
  Expression apply(const Operation& operation, std::vector<Expression> operands) const {
    const bool of_numbers = operation.takes == Kind::number;
    for (const Expression& each : operands) {
      if (each.kind() == operation.takes) continue;
      fail(each.at, of_numbers ? "expected a number" : "expected a condition, as acc(1) < .65");
    }
    const std::size_t at = operands.empty() ? at_ : operands.front().at;
    return {.operation = &operation, .operands = std::move(operands), .at = at};
  }

  Expression combine(const std::string& symbol, std::vector<Expression> operands) const {
    return apply(*find_named(operators(), symbol), std::move(operands));
  }

  Expression joined(Expression (Parser::*part)(), const std::vector<std::string>& symbols) {
    Expression left = (this->*part)();
    while (const auto symbol = accept_any(symbols)) {
      left = combine(*symbol, {left, (this->*part)()});
    }
    return left;
  }

  Expression condition() {
    // What is deeper would end the stack.
    constexpr int kMaxDepth = 50;
    if (++depth_ > kMaxDepth) fail(column(), "expected fewer parentheses in each other");
    Expression any = joined(&Parser::both, {"or"});
    --depth_;
    return any;
  }
  Expression both() { return joined(&Parser::inverse, {"and"}); }
  Expression inverse() { return accept("not") ? combine("not", {inverse()}) : chain(); }
  Expression sum() { return joined(&Parser::product, {"+", "-"}); }
  Expression product() { return joined(&Parser::factor, {"*", "/"}); }

  /// Of a comparison, if one comes next.
  std::optional<std::string> accept_symbol() {
    const bool is_other = column() < text_.size() && static_cast<unsigned char>(text_[at_]) > 127;
    const bool is_of_code = text_.compare(at_, 2, "==") == 0 || text_.compare(at_, 2, "=>") == 0;
    if (is_other || is_of_code) {
      fail(at_, "expected <, <=, >, >=, = or !=");
    }
    return accept_any({"<=", ">=", "!=", "<", ">", "="});
  }

  /// Refuses a bound that the figure cannot pass, such as percents.
  void check_bounds(const Expression& figure, const Expression& bound) const {
    if (figure.figure == nullptr || bound.figure != nullptr || bound.operation != nullptr) return;
    const auto& [name, meaning, step, lowest, highest, get, of_errors, has_threshold] =
        *figure.figure;
    if (lowest <= bound.number && bound.number <= highest) return;
    const bool is_percent = 1 < bound.number && bound.number <= 100 && highest == 1;
    fail(bound.at,
         name + " goes from " + to_text(lowest) + " to " + to_text(highest) +
             (is_percent ? "; " + to_text(bound.number) + " % is " + to_text(bound.number / 100)
                         : ""));
  }

  /// a < b < c is a < b and b < c.
  Expression chain() {
    const Expression outer = std::exchange(left_, {});
    left_ = sum();
    std::vector<Expression> comparisons;
    while (const auto symbol = accept_symbol()) {
      Expression right = sum();
      check_bounds(left_, right);
      check_bounds(right, left_);
      comparisons.push_back(combine(*symbol, {left_, right}));
      left_ = std::move(right);
    }
    Expression last = std::exchange(left_, outer);
    return comparisons.empty() ? last : combine("and", std::move(comparisons));
  }

  Expression factor() {
    const std::size_t start = column();
    Expression factor = primary();
    factor.at = start;
    return factor;
  }

  Expression primary() {
    if (accept("-")) return combine("-", {Expression(), factor()});
    if (accept("(")) {
      Expression inner = condition();
      expect(")");
      return inner;
    }
    if (text_.find_first_of(".0123456789", at_) == at_) return literal();
    if (accept("every")) return every();
    const std::string name = next_word();
    if (name.empty()) fail(column(), "expected a figure, a number or '('");
    if (const Operation* function = find_named(functions(), name)) return call(*function);
    Expression figure = figure_of_cases();
    if (accept("never")) return never_falls(std::move(figure));
    if (figure.cases.empty() && own_cases_ == 1) figure.cases = {0};
    if (figure.cases.empty()) fail(figure.at, "expected a label, as " + name + "(LABEL)");
    if (figure.cases.size() > 1) fail(figure.at, "expected one label, or every " + name + "(...)");
    return figure;
  }

  Expression literal() {
    Expression literal;
    const char* const end = text_.data() + text_.size();
    const auto [stop, error] = std::from_chars(text_.data() + at_, end, literal.number);
    if (error != std::errc()) fail(at_, "expected a number");
    at_ = static_cast<std::size_t>(stop - text_.data());
    return literal;
  }

  Expression call(const Operation& function) {
    at_ += function.name.size();
    std::vector<Expression> operands;
    expect("(");
    do {
      operands.push_back(sum());
    } while (function.name != "abs" && accept(","));
    expect(")");
    return apply(function, std::move(operands));
  }

  /// A figure of the labels in its parentheses; of no case where there are none.
  Expression figure_of_cases() {
    const std::string name = next_word();
    Expression expression{.figure = find_named(figures(), name), .at = column()};
    if (expression.figure == nullptr) {
      fail(column(), "unknown figure '" + name + "'; " + suggestion(name, known_names()));
    }
    if (name == "test_acc" && !has_test_set_) {
      fail(column(), "no case has a test set; must be acc, of the points that validate");
    }
    at_ += name.size();
    Value threshold = expression.figure->has_threshold ? std::nullopt : Value(0);
    if (accept("(")) {
      do {
        const std::size_t at = column();
        const std::string argument = label(",)");
        const bool is_threshold = expression.figure->has_threshold && text_[column()] == ')';
        if (is_threshold) threshold = parse_finite(argument);
        if (!is_threshold) expression.cases.push_back(index(at, argument));
      } while (accept(","));
      expect(")");
    }
    if (!threshold) fail(expression.at, "expected a threshold, as " + name + "(LABEL, .01)");
    expression.number = *threshold;
    return expression;
  }

  std::size_t index(std::size_t at, const std::string& label) const {
    const auto found = std::ranges::find(labels_, label);
    if (found != labels_.end()) return static_cast<std::size_t>(found - labels_.begin());
    fail(at, "unknown label '" + label + "'; " + suggestion(label, labels_));
  }

  /// The figure of several cases; of the last figure left of the comparison, with "other".
  Expression every() {
    if (!accept("other")) {
      Expression figure = figure_of_cases();
      if (figure.cases.empty()) fail(figure.at, "expected labels, as every acc(A, B)");
      return figure;
    }
    const std::vector<const Expression*> figures = left_.figures();
    if (figures.empty() || figures.back()->cases.size() != 1) {
      fail(column(), "expected one figure left of the comparison, as acc(A) >= every other");
    }
    Expression others = *figures.back();
    const std::size_t self = std::exchange(others.cases, {}).front();
    for (std::size_t i = 0; i < own_cases_; ++i) {
      if (i != self) others.cases.push_back(i);
    }
    if (others.cases.empty()) fail(column(), "there is no other case");
    return others;
  }

  /// Each case's figure is at least the one before, less what it may fall by.
  Expression never_falls(Expression figure) {
    expect("falls");
    if (!figure.cases.empty()) {
      fail(figure.at, "expected a figure without labels before never falls");
    }
    std::size_t first = 0;
    std::size_t last = own_cases_ - 1;
    if (accept("from")) {
      first = end_of_range();
      expect("to");
      const std::size_t at = column();
      last = end_of_range();
      if (last <= first) fail(at, "expected a case after '" + labels_[first] + "'");
    }
    Expression tolerance;
    if (accept("by")) {
      expect("more");
      expect("than");
      tolerance = factor();
    }
    std::vector<Expression> steps;
    for (std::size_t i = first; i < last; ++i) {
      Expression before = figure;
      before.cases = {i};
      figure.cases = {i + 1};
      steps.push_back(combine(">=", {figure, combine("-", {std::move(before), tolerance})}));
    }
    return combine("and", std::move(steps));
  }

  std::size_t end_of_range() {
    const std::size_t at = column();
    const std::size_t found = index(at, label(" ,)"));
    if (found >= own_cases_) fail(at, "expected a case that is not auxiliary");
    return found;
  }

  std::vector<std::string> labels_;
  std::size_t own_cases_;
  bool has_test_set_;
  // Of the parentheses that are open.
  int depth_ = 0;
  // The operand left of the comparison that is being read.
  Expression left_;
};

}  // namespace

ParsedRule parse_rule(const std::string& text, const ClaimLabels& labels) {
  Parser parser(text, labels);
  Expression condition = parser.rule();
  return {std::move(condition), parser.is_existence};
}

}  // namespace spiral::claims
