// The language of claims: a rule that a reader can check is the text that is evaluated.
//
//   acc(1) < .65                     w(10) < w(5) < w(3)            acc(elu) >= every other
//   abs(acc(a) - acc(b)) <= .02      every acc(5, 7, 10) >= .99     acc never falls by more than .1
//   rise(3x10/bce) < rise(3x10/mse)  not (a or b) and c             exists acc(3) >= .99
//   e(elu) < e(relu), where both fit acc never falls from 5 to 100  min(w(a), w(b)) > max(w(c), 0)
//
// It refuses whatever it does not know when it is read, never when it is asked.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

namespace spiral {

namespace claims {
struct Expression;
}

/// What a claim may ask of one case at one seed. Nullopt is what was not measured, or has no value.
struct Metrics {
  /// In [0, 1]; 0 where the training diverged: such a model tells nothing apart.
  std::optional<double> accuracy = {};
  std::optional<double> test_accuracy = {};
  /// As in TrialResult.
  std::optional<double> overfit = {};
  std::optional<double> width = {};
  std::optional<double> edginess = {};
  /// Points into a result.
  /// Shape: [epochs], or empty.
  std::span<const double> train_error = {};
};

/// The labels that a rule may name.
struct ClaimLabels {
  /// The exercise's, in its order: what "every other" and "never falls" range over.
  std::vector<std::string> cases;
  /// Further ones.
  std::vector<std::string> auxiliary = {};
  /// Whether a case has a test set.
  bool has_test_set = true;
};

/// One figure of two cases that a rule compares, by their places among the metrics.
struct Contrast {
  /// In words: "accuracy".
  std::string figure;
  std::size_t left;
  std::size_t right;
  /// 1 where the rule wants left to be greater, -1 where less, 0 where neither.
  int direction;
  /// Left less right; nullopt where one is absent or later than any epoch.
  std::function<std::optional<double>(const std::vector<Metrics>&)> difference;
};

/// A rule that cannot be read; `what()` names the rule, the place, and the nearest name that is
/// known.
class ClaimError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// A rule, read. Figures: acc, test_acc, over (overfit), w (width), e (edginess), rise (share of
/// the epochs after the first in which the train error rises), first_below(label, t) (first epoch
/// whose train error is below t; where there is none, later than any). A figure without a label is
/// that of the only case. A comparison of figures that are counts allows for the last bits: numbers
/// within 1e-9 are equal.
class Rule {
 public:
  /// Throws: ClaimError.
  Rule(const std::string& text, const ClaimLabels& labels);

  /// Whether the rule holds; nullopt where a figure that it turns on is absent, or where "where all
  /// fit" does not apply. `and`, `or` and `not` follow Kleene's three-valued logic.
  /// Shape: `metrics` holds a case each, the labels' `cases` first, then `auxiliary`.
  std::optional<bool> evaluate(const std::vector<Metrics>& metrics) const;

  /// The same with every threshold `steps` of its figure's steps stricter: .995 for .99 of an
  /// accuracy, whose step is .005; never beyond what the figure can be. "where" is asked as ever.
  std::optional<bool> evaluate_stricter(const std::vector<Metrics>& metrics, double steps) const;

  /// By how much its first comparison is met, in units of what is compared; less than 0 where it is
  /// not. Nullopt where the rule has no answer.
  std::optional<double> margin(const std::vector<Metrics>& metrics) const;

  /// The cases whose train errors it asks for, by their places among the metrics.
  std::vector<std::size_t> cases_of_train_errors() const;

  /// Which cases are set against each other, from left to right.
  std::vector<Contrast> contrasts() const;

  /// "exists": the claim holds if any seed fits.
  bool is_existence() const { return is_existence_; }

 private:
  std::shared_ptr<const claims::Expression> condition_;
  bool is_existence_ = false;
};

}  // namespace spiral
