// What rules mean, and what is refused when they are read.
#include "core/claim.hpp"
#include "support/catch.hpp"

using namespace spiral;

namespace {

const ClaimLabels kLabels{.cases = {"a", "b", "c"}, .auxiliary = {"x, y"}};

std::vector<Metrics> accuracies(const std::vector<std::optional<double>>& values) {
  std::vector<Metrics> metrics(4);
  for (std::size_t i = 0; i < values.size(); ++i) metrics[i].accuracy = values[i];
  return metrics;
}

/// Of a = .5, b = .6, c = .7 and "x, y" = .8.
std::optional<bool> asked(const std::string& rule) {
  return Rule(rule, kLabels).evaluate(accuracies({.5, .6, .7, .8}));
}

std::optional<bool> asked(const std::string& rule,
                          const std::vector<std::optional<double>>& values) {
  return Rule(rule, kLabels).evaluate(accuracies(values));
}

std::string refusal(const std::string& rule, const ClaimLabels& labels = kLabels) {
  try {
    Rule(rule, labels);
  } catch (const ClaimError& error) {
    return error.what();
  }
  return "read";
}

}  // namespace

TEST_CASE("numbers are computed by the usual precedence", "[claims]") {
  CHECK(asked("1 + 2 * 3 = 7") == true);
  CHECK(asked("(1 + 2) * 3 = 9") == true);
  CHECK(asked("8 / 4 / 2 = 1 and 5 - 2 - 1 = 2") == true);
  CHECK(asked("-.5 + 1 = acc(a)") == true);
  CHECK(asked("abs(acc(a) - acc(b)) <= .1") == true);
  CHECK(asked("median(acc(a), acc(b), acc(c)) = .6 and median(1, 2) = 1.5") == true);
  CHECK(asked("min(acc(a), 1) < max(acc(b), 0)") == true);
  CHECK_FALSE(asked("1 / 0 > 1").has_value());
}

TEST_CASE("a chain means each of its comparisons, within the last bits", "[claims]") {
  CHECK(asked("acc(a) < acc(b) < acc(c)") == true);
  CHECK(asked("acc(a) < acc(c) < acc(b)") == false);
  CHECK(asked("acc(a) + .1 > acc(b)") == false);
  CHECK(asked("acc(a) + .1 >= acc(b) != acc(c)") == true);
}

TEST_CASE("not binds before and, and before or", "[claims]") {
  CHECK(asked("1 = 1 or 1 = 1 and 1 = 2") == true);
  CHECK(asked("(1 = 1 or 1 = 1) and 1 = 2") == false);
  CHECK(asked("not 1 = 2 and 1 = 1") == true);
  CHECK(asked("not (1 = 2 or 1 = 1)") == false);
}

TEST_CASE("every asks all that it lists, on either side", "[claims]") {
  CHECK(asked("every acc(a, b) < .65") == true);
  CHECK(asked("every acc(a, c) < .65") == false);
  CHECK(asked(".65 > every acc(a, b)") == true);
  CHECK(asked("every acc(a, \"x, y\") < .75") == false);
}

TEST_CASE("every other is every case but the left side's, ties counted", "[claims]") {
  CHECK(asked("acc(c) >= every other") == true);
  CHECK(asked("acc(c) >= every other + .1") == true);
  CHECK(asked("acc(c) >= every other + .11") == false);
  CHECK(asked("acc(c) > every other", {.7, .6, .7}) == false);
  CHECK(asked("acc(c) >= every other", {.7, .6, .7}) == true);
}

TEST_CASE("never falls allows for ties, a range and a tolerance", "[claims]") {
  CHECK(asked("acc never falls", {.5, .5, .6}) == true);
  CHECK(asked("acc never falls", {.5, .6, .59}) == false);
  CHECK(asked("acc never falls from a to b", {.5, .6, .59}) == true);
  CHECK(asked("acc never falls by more than .01", {.5, .6, .59}) == true);
  CHECK(asked("acc never falls from b to c by more than .005", {.5, .6, .59}) == false);
  CHECK(asked("acc never falls", {{}, .6, .59}) == false);
  CHECK_FALSE(asked("acc never falls", {{}, .6, .6}).has_value());
}

TEST_CASE("the train errors' figures count epochs", "[claims]") {
  std::vector<Metrics> metrics(4);
  const std::vector<double> train_error{.3, .2, .25, .1, .05};
  metrics[0].train_error = train_error;
  CHECK(Rule("rise(a) = .25", kLabels).evaluate(metrics) == true);
  CHECK(Rule("first_below(a, .2) = 4", kLabels).evaluate(metrics) == true);
}

TEST_CASE("a train error that never falls so low does so later than any", "[claims]") {
  std::vector<Metrics> metrics(4);
  const std::vector<double> falling{.3, .2, .1};
  const std::vector<double> flat{.3, .3, .3};
  metrics[0].train_error = falling;
  metrics[1].train_error = flat;
  const auto holds = [&](const std::string& rule) { return Rule(rule, kLabels).evaluate(metrics); };
  CHECK(holds("first_below(a, .15) <= first_below(b, .15)") == true);
  CHECK(holds("first_below(b, .15) < 1000") == false);
  CHECK_FALSE(holds("first_below(a, .01) <= first_below(b, .01)").has_value());
  CHECK_FALSE(holds("first_below(c, .01) < 4").has_value());
}

TEST_CASE("a stricter threshold asks for more, on whichever side it stands", "[claims]") {
  const auto metrics = accuracies({.99, .98, .5});
  const auto stricter = [&](const std::string& rule, double steps) {
    return Rule(rule, kLabels).evaluate_stricter(metrics, steps);
  };
  CHECK(stricter("acc(a) >= .985", 1) == true);
  CHECK(stricter("acc(a) >= .985", 2) == false);
  CHECK(stricter("acc(b) < .975", -2) == true);
  CHECK(stricter("acc(b) < .975", 0) == false);
  CHECK(stricter("acc(a) > acc(b)", 1) == true);
  CHECK(stricter("acc(a) > acc(b)", 2) == false);
  CHECK(stricter("abs(acc(a) - acc(b)) <= .02", 2) == true);
  CHECK(stricter("abs(acc(a) - acc(b)) <= .02", 3) == false);
  // No accuracy is above 1, and no difference less than none.
  CHECK(stricter("acc(a) >= .99", 99) == false);
  CHECK(Rule("acc(a) >= .99", kLabels).evaluate_stricter(accuracies({1}), 99) == true);
  CHECK(stricter("abs(acc(a) - acc(a)) <= .02", 99) == true);
  // Where it is asked does not move.
  CHECK(stricter("acc(c) < .6, where it fits", -9) == std::nullopt);
}

TEST_CASE("a rule tells which cases it compares", "[claims]") {
  const auto compared = [](const std::string& rule) {
    std::vector<std::pair<std::size_t, std::size_t>> pairs;
    for (const Contrast& each : Rule(rule, kLabels).contrasts()) {
      pairs.emplace_back(each.left, each.right);
    }
    return pairs;
  };
  using Pairs = std::vector<std::pair<std::size_t, std::size_t>>;
  CHECK(compared("acc(b) > acc(a) + .05") == Pairs{{1, 0}});
  CHECK(compared("acc(b) > every other") == Pairs{{1, 0}, {1, 2}});
  CHECK(compared("w(c) < w(b) < w(a), where all fit") == Pairs{{2, 1}, {1, 0}});
  CHECK(compared("acc never falls") == Pairs{{1, 0}, {2, 1}});
  CHECK(compared("acc(a) >= .99").empty());
  const auto contrast = Rule("acc(b) > acc(a) + .05", kLabels).contrasts().front();
  CHECK(contrast.figure == "accuracy");
  CHECK(contrast.difference(accuracies({.5, .75})) == .25);
  CHECK_FALSE(contrast.difference(accuracies({.5})).has_value());
}

TEST_CASE("exists and where all fit are told apart from the condition", "[claims]") {
  CHECK(Rule("exists acc(a) >= .99", kLabels).is_existence());
  CHECK_FALSE(Rule("acc(a) >= .99", kLabels).is_existence());
  CHECK(asked("acc(a) < acc(b), where both fit", {.99, 1}) == true);
  CHECK_FALSE(asked("acc(a) < acc(b) where all fit", {.989, 1}).has_value());
  CHECK_FALSE(asked("acc(a) < 1, where it fits", {std::nullopt}).has_value());
}

TEST_CASE("what is absent follows Kleene's logic", "[claims]") {
  const std::string yes = "1 = 1";
  const std::string no = "1 = 2";
  const std::string unknown = "w(a) > 0";
  CHECK(asked(no + " and " + unknown) == false);
  CHECK(asked(unknown + " and " + no) == false);
  CHECK_FALSE(asked(yes + " and " + unknown).has_value());
  CHECK(asked(yes + " or " + unknown) == true);
  CHECK(asked(unknown + " or " + yes) == true);
  CHECK_FALSE(asked(no + " or " + unknown).has_value());
  CHECK_FALSE(asked("not " + unknown).has_value());
  CHECK(asked("every acc(a, b) > .5", {{}, .4}) == false);
}

TEST_CASE("a rule that cannot be read is refused with its place and the nearest name", "[claims]") {
  CHECK(refusal("acc(elx) > 0", {.cases = {"elu", "relu"}}) ==
        "rule 'acc(elx) > 0', column 5: unknown label 'elx'; did you mean elu?");
  CHECK_THAT(refusal("tets_acc(a) > 0"), ContainsSubstring("did you mean test_acc?"));
  CHECK_THAT(refusal("acc > 0"), ContainsSubstring("column 1: expected a label, as acc(LABEL)"));
  CHECK(refusal("acc > 0", {.cases = {"a"}}) == "read");
  CHECK_THAT(refusal("acc(a, b) > 0"), ContainsSubstring("every acc(...)"));
  CHECK_THAT(refusal("acc(a)"), ContainsSubstring("column 1: expected a condition"));
  CHECK_THAT(refusal("acc(a) + (1 = 1) > 0"), ContainsSubstring("column 10: expected a number"));
  CHECK_THAT(refusal("acc(a) > 0 b"), ContainsSubstring("column 12: expected the end"));
  CHECK_THAT(refusal("(acc(a) > 0"), ContainsSubstring("expected ')'"));
  CHECK_THAT(refusal("acc(a) >"), ContainsSubstring("column 9: expected a figure"));
  CHECK_THAT(refusal("every other > 0"), ContainsSubstring("left of the comparison"));
  CHECK_THAT(refusal("acc never falls from b to a"),
             ContainsSubstring("expected a case after 'b'"));
  CHECK_THAT(refusal("acc(a) > 0, where some fit"), ContainsSubstring("expected all, both or it"));
  CHECK_THAT(refusal("first_below(a) > 0"), ContainsSubstring("expected a threshold"));
  CHECK_THAT(refusal(""), ContainsSubstring("column 1"));
  CHECK_THAT(refusal("acc(a) == .9"),
             ContainsSubstring("column 8: expected <, <=, >, >=, = or !="));
  CHECK_THAT(refusal("acc(a) \u2265 .9"), ContainsSubstring("column 8: expected <, <=, >"));
  CHECK_THAT(refusal("acc(a) > 0,9"), EndsWith("expected where; in a number stands a dot"));
  CHECK_THAT(refusal("acc(a) > 90"), EndsWith("column 10: acc goes from 0 to 1; 90 % is 0.9"));
  CHECK_THAT(refusal("5 >= every over(a, b)"),
             EndsWith("column 1: over goes from -1 to 1; 5 % is 0.05"));
  CHECK_THAT(refusal("acc(a) => .9"), ContainsSubstring("column 8: expected <, <=, >"));
  CHECK(refusal("100 * acc(a) > 90") == "read");
  CHECK(refusal("first_below(a, 5) < 90") == "read");
}

TEST_CASE("a rule ends at 50 parentheses in each other", "[claims]") {
  const auto nested = [](std::size_t depth) {
    return refusal(std::string(depth, '(') + "1 = 1" + std::string(depth, ')'));
  };
  CHECK(nested(49) == "read");
  CHECK_THAT(nested(50), ContainsSubstring("column 51: expected fewer parentheses"));
}
