#include "core/claim_parser.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <utility>

#include "core/text.hpp"

namespace spiral::claims {

namespace {

const std::vector<std::string> kFunctions{"abs", "min", "max", "median"};

bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

/// Recursive descent; conditions and numbers share one grammar, and each operator checks its own.
class Parser {
 public:
  Parser(const std::string& text, const ClaimLabels& labels) : text_(text), labels_(labels.cases) {
    own_cases_ = labels_.size();
    labels_.insert(labels_.end(), labels.auxiliary.begin(), labels.auxiliary.end());
  }

  Tree rule() {
    Tree tree;
    tree.is_existence = word("exists");
    const std::size_t start = column();
    tree.condition = either();
    expect_kind(tree.condition, true, start);
    const bool comma = symbol(",");
    if (word("where")) {
      if (!word("all") && !word("both") && !word("it")) fail("expected all, both or it");
      if (!word("fit") && !word("fits")) fail("expected fit");
      tree.asks_fit = true;
    } else if (comma) {
      fail("expected where");
    }
    if (column() != text_.size()) fail("expected the end, and, or, or a comparison");
    return tree;
  }

 private:
  [[noreturn]] void fail(const std::string& reason) {
    column();
    fail_at(at_, reason);
  }
  [[noreturn]] void fail_at(std::size_t at, const std::string& reason) const {
    throw ClaimError("rule '" + text_ + "', column " + std::to_string(at + 1) + ": " + reason);
  }

  /// Skips blanks.
  std::size_t column() {
    while (at_ < text_.size() && text_[at_] == ' ') ++at_;
    return at_;
  }

  bool symbol(const std::string& symbol) {
    if (text_.compare(column(), symbol.size(), symbol) != 0) return false;
    at_ += symbol.size();
    return true;
  }

  std::string next_word() {
    std::size_t end = column();
    while (end < text_.size() && is_word(text_[end])) ++end;
    return text_.substr(at_, end - at_);
  }

  bool word(const std::string& word) {
    if (next_word() != word) return false;
    at_ += word.size();
    return true;
  }

  void expect(const std::string& each) {
    if (!symbol(each)) fail("expected '" + each + "'");
  }
  void expect_word(const std::string& each) {
    if (!word(each)) fail("expected " + each);
  }
  void expect_kind(const Node& node, bool condition, std::size_t start) const {
    if (node.is_condition == condition) return;
    fail_at(start, condition ? "expected a condition, as acc(1) < .65" : "expected a number");
  }

  Node joined(Node (Parser::*part)(), const std::string& name, const Operation& operation) {
    const std::size_t start = column();
    Node first = (this->*part)();
    Node all{.operation = operation, .is_condition = true};
    while (word(name)) {
      if (all.operands.empty()) {
        expect_kind(first, true, start);
        all.operands.push_back(std::move(first));
      }
      const std::size_t next = column();
      all.operands.push_back((this->*part)());
      expect_kind(all.operands.back(), true, next);
    }
    return all.operands.empty() ? first : all;
  }

  Node either() { return joined(&Parser::both, "or", disjunction()); }
  Node both() { return joined(&Parser::inverse, "and", conjunction()); }

  Node inverse() {
    if (!word("not")) return chain();
    const std::size_t start = column();
    Node operand = inverse();
    expect_kind(operand, true, start);
    return {.operation = negation(), .operands = {std::move(operand)}, .is_condition = true};
  }

  Node chain() {
    const Node* const outer = std::exchange(left_, nullptr);
    std::size_t start = column();
    std::vector<Node> operands{sum()};
    std::vector<std::string> symbols;
    for (std::string each = comparator(); !each.empty(); each = comparator()) {
      expect_kind(operands.back(), false, start);
      symbols.push_back(each);
      left_ = &operands.back();
      start = column();
      Node operand = sum();
      expect_kind(operand, false, start);
      operands.push_back(std::move(operand));
    }
    left_ = outer;
    if (symbols.empty()) return std::move(operands.front());
    return {
        .operation = comparison(symbols), .operands = std::move(operands), .is_condition = true};
  }

  std::string comparator() {
    for (const char* each : {"<=", ">=", "!=", "<", ">", "="}) {
      if (symbol(each)) return each;
    }
    return {};
  }

  Node sum() { return chained(&Parser::product, '+', '-'); }
  Node product() { return chained(&Parser::factor, '*', '/'); }

  Node chained(Node (Parser::*part)(), char one, char other) {
    const std::size_t start = column();
    Node left = (this->*part)();
    while (column() < text_.size() && (text_[at_] == one || text_[at_] == other)) {
      expect_kind(left, false, start);
      const char operation = text_[at_++];
      left = number(arithmetic(operation), std::move(left), part);
    }
    return left;
  }

  /// `left` and the number that comes next.
  Node number(const Operation& operation, Node left, Node (Parser::*part)()) {
    const std::size_t start = column();
    Node right = (this->*part)();
    expect_kind(right, false, start);
    return {.operation = operation, .operands = {std::move(left), std::move(right)}};
  }

  Node factor() {
    if (symbol("-")) return number(arithmetic('-'), {.operation = constant(0)}, &Parser::factor);
    if (symbol("(")) {
      Node inner = either();
      expect(")");
      return inner;
    }
    if (const auto value = literal()) return {.operation = constant(*value)};
    if (word("every")) return every();
    const std::size_t start = column();
    const std::string name = next_word();
    if (name.empty()) fail("expected a figure, a number or '('");
    if (const auto operation = function(name)) {
      at_ += name.size();
      return call(name, *operation);
    }
    Node node = figure();
    if (word("never")) return falls(std::move(node), start);
    if (node.cases.empty()) {
      if (own_cases_ != 1) fail_at(start, "expected a label, as " + name + "(LABEL)");
      node.cases = {0};
    }
    if (node.cases.size() > 1) fail_at(start, "expected one label, or every " + name + "(...)");
    return node;
  }

  std::optional<double> literal() {
    const std::size_t start = column();
    if (start == text_.size() ||
        (text_[start] != '.' && (text_[start] < '0' || text_[start] > '9'))) {
      return std::nullopt;
    }
    double value = 0;
    const auto [end, error] = std::from_chars(&text_[start], text_.data() + text_.size(), value);
    if (error != std::errc()) fail("expected a number");
    at_ = static_cast<std::size_t>(end - text_.data());
    return value;
  }

  double expect_literal() {
    const auto value = literal();
    if (!value) fail("expected a number");
    return *value;
  }

  Node call(const std::string& name, const Operation& operation) {
    Node node{.operation = operation};
    expect("(");
    do {
      const std::size_t start = column();
      node.operands.push_back(sum());
      expect_kind(node.operands.back(), false, start);
    } while (name != "abs" && symbol(","));
    expect(")");
    return node;
  }

  /// A figure of the labels in its parentheses; of no case where there are none.
  Node figure() {
    const std::size_t start = column();
    const std::string name = next_word();
    std::vector<std::string> known;
    for (const Figure& each : figures()) known.push_back(each.name);
    const auto place = std::find(known.begin(), known.end(), name);
    if (place == known.end()) {
      known.insert(known.end(), kFunctions.begin(), kFunctions.end());
      fail("unknown figure '" + name + "'; " + suggestion(name, known));
    }
    Node node{.figure = &figures()[static_cast<std::size_t>(place - known.begin())]};
    at_ += name.size();
    std::vector<std::pair<std::string, std::size_t>> arguments;
    if (symbol("(")) {
      do {
        const std::size_t argument = column();
        arguments.emplace_back(raw(",)"), argument);
      } while (symbol(","));
      expect(")");
    }
    if (node.figure->has_threshold) {
      const auto value = arguments.empty() ? Value() : parse_finite(arguments.back().first);
      if (!value) fail_at(start, "expected a threshold, as " + name + "(LABEL, .01)");
      node.threshold = *value;
      arguments.pop_back();
    }
    for (const auto& [label, at] : arguments) node.cases.push_back(index(label, at));
    return node;
  }

  /// What stands up to one of `ends`, trimmed, or in double quotes.
  std::string raw(const std::string& ends) {
    const bool quoted = symbol("\"");
    const std::size_t start = at_;
    const std::size_t end =
        std::min(text_.find_first_of(quoted ? "\"" : ends, start), text_.size());
    at_ = end;
    if (quoted) expect("\"");
    std::string text = text_.substr(start, end - start);
    while (!quoted && !text.empty() && text.back() == ' ') text.pop_back();
    return text;
  }

  std::size_t index(const std::string& label, std::size_t at) const {
    const auto found = std::find(labels_.begin(), labels_.end(), label);
    if (found != labels_.end()) return static_cast<std::size_t>(found - labels_.begin());
    fail_at(at, "unknown label '" + label + "'; " + suggestion(label, labels_));
  }

  Node every() {
    if (word("other")) return every_other();
    const std::size_t start = column();
    Node node = figure();
    if (node.cases.empty()) fail_at(start, "expected labels, as every acc(A, B)");
    return node;
  }

  /// The figure that stands left of the comparison, of every other case.
  Node every_other() {
    const Node* of = left_;
    while (of != nullptr && of->figure == nullptr) {
      const Node* inner = nullptr;
      for (const Node& operand : of->operands) {
        if (operand.figure != nullptr || !operand.operands.empty()) inner = &operand;
      }
      of = inner;
    }
    if (of == nullptr || of->cases.size() != 1) {
      fail("expected one figure left of the comparison, as acc(A) >= every other");
    }
    Node node{.figure = of->figure, .threshold = of->threshold};
    for (std::size_t i = 0; i < own_cases_; ++i) {
      if (i != of->cases.front()) node.cases.push_back(i);
    }
    if (node.cases.empty()) fail("there is no other case");
    return node;
  }

  Node falls(Node node, std::size_t start) {
    expect_word("falls");
    if (!node.cases.empty()) fail_at(start, "expected a figure without labels before never falls");
    std::size_t first = 0;
    std::size_t last = own_cases_ - 1;
    if (word("from")) {
      first = end_of_range();
      expect_word("to");
      const std::size_t at = column();
      last = end_of_range();
      if (last <= first) fail_at(at, "expected a case after '" + labels_[first] + "'");
    }
    double tolerance = 0;
    if (word("by")) {
      expect_word("more");
      expect_word("than");
      tolerance = expect_literal();
    }
    for (std::size_t i = first; i <= last; ++i) node.cases.push_back(i);
    return {
        .operation = never_falls(tolerance), .operands = {std::move(node)}, .is_condition = true};
  }

  std::size_t end_of_range() {
    const std::size_t at = column();
    const std::size_t found = index(raw(" ,)"), at);
    if (found >= own_cases_) fail_at(at, "expected a case that is not auxiliary");
    return found;
  }

  const std::string& text_;
  std::vector<std::string> labels_;
  std::size_t own_cases_ = 0;
  std::size_t at_ = 0;
  // The operand left of the comparison that is being read.
  const Node* left_ = nullptr;
};

}  // namespace

Tree parse_rule(const std::string& text, const ClaimLabels& labels) {
  return Parser(text, labels).rule();
}

}  // namespace spiral::claims
