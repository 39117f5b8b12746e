#include "report/glossary.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "statistics/claim_verdict.hpp"

namespace spiral {

namespace {

bool has_notebook_accuracy(const VerdictReport& report) {
  return std::ranges::any_of(report.exercises, [](const AssessedExercise& exercise) {
    return exercise.verdict.experiment->notebook_accuracy;
  });
}

bool has_assumptions(const VerdictReport& report) {
  return std::ranges::any_of(report.exercises, [](const AssessedExercise& exercise) {
    return std::ranges::any_of(exercise.verdict.cases, [](const CaseVerdict& of_case) {
      return !of_case.item->assumption.empty();
    });
  });
}

bool has_textbook(const VerdictReport& report) {
  return std::ranges::any_of(report.exercises, [](const AssessedExercise& exercise) {
    return std::ranges::any_of(exercise.textbook,
                               [](const ClaimVerdict& claim) { return claim.share.seeds > 0; });
  });
}

}  // namespace

std::vector<Term> glossary(const VerdictReport& report) {
  std::vector<Term> terms{
      {"seed",
       "One run of all exercises in their order, behind torch.manual_seed(S): Run All of a "
       "notebook. A seed's cases share their data sets; initial weights and orders are each case's "
       "own. A published number is one draw; here each is a distribution."},
      {"case",
       "One training of an exercise; \"What was trained\" tells its config. 3x10 is a "
       "network of 3 hidden layers of 10 neurons." +
           std::string(has_assumptions(report)
                           ? " (hidden=4) and (epochs=100) assume another value than the "
                             "document's."
                           : "")},
      {"compatible",
       "Among the seeds, the published number is not so far out as 5 % of draws would be: its "
       "rank, with itself counted as a draw, decides. Otherwise it is an outlier. \"Off by sd\" is "
       "its distance from the median in standard deviations of the seeds. With 60 seeds an outlier "
       "lies outside all of them."},
      {"in a gap",
       "Compatible by its rank, but between two heaps of seeds, where hardly a seed lies."},
      {"robust, likely, leaning, coin toss",
       "They follow the share of seeds in which a claim holds. Its interval is Wilson's, widened "
       "so that the intervals of all claims hold together in 95 % of cases (Bonferroni). Robust: "
       "all of it lies at .90 or more; likely: above 2/3; leaning yes: above 1/2; refuted, "
       "unlikely and leaning no are their opposites. A coin toss is known to lie near 1/2. "
       "Undecided: the interval is too wide."},
      {"seen, not seen", "The verdict on a claim that something exists: one seed is enough."},
      {"fits", "An accuracy of .99 or more. Claims on shapes are asked where their networks fit."},
      {"rules",
       "acc: accuracy; test_acc: accuracy on the test set; over: overfit; w: width; e: edginess; "
       "rise: share of the epochs after the first in which the train error rises; first_below(x, "
       "t): first epoch with a train error below t. Accuracies in rules go from 0 to 1. A "
       "comparison that says \"every\" has to hold for each case."},
      {"stricter, looser",
       fmt::format(
           "The same claim with its threshold moved by {} steps of .005 (accuracy, width), "
           ".0025 (overfit), .02 (edginess, rising epochs) or 2 epochs. The small line shows "
           "the share from {} steps looser to {} stricter.",
           kStricter, kMaxStricter, kMaxStricter)}};
  if (has_textbook(report)) {
    terms.push_back(
        {"textbook",
         "The same claim of networks that have the activation after the last hidden layer too, "
         "where it is left out here. Without it, one hidden layer is a linear classifier. Half of "
         "the seeds, at most 100."});
  }
  terms.insert(
      terms.end(),
      {{"source",
        "Where a claim comes from. Text: a sentence. Tables: the numbers of tables. Words: what "
        "tables say of boundaries. Ours: in none of them, but added here. The thresholds are set "
        "here."},
       {"width, edginess",
        "Width is the share of the plane around the data where the probability lies between .1 and "
        ".9, where the accuracy is .6 or more. Edginess is the root mean square of the boundary's "
        "turning per unit of length: corners outweigh bends."},
       {"overfit", "The accuracy on the training set minus that on the validation set."},
       {"probability of improvement",
        "How often one case does better than another in the same seed, in the claim's direction, a "
        "tie counted half."},
       {"where the variance is",
        "Data, initial weights and the order in which the points are trained on, each drawn by one "
        "seed while the others are drawn by another: first-order shares (Sobol), with 95 % "
        "intervals, over at most 64 pairs of seeds. Interaction is what takes two of them "
        "together."},
       {"accuracy",
        has_notebook_accuracy(report)
            ? "For binary cross-entropy (BCE) the notebook cuts logits, not probabilities, at 0.5, "
              "and its test score swaps its arguments. Published numbers are compared with figures "
              "computed its way; claims and \"fits\" use the right accuracy. A training that "
              "diverged counts as 0."
            : "The share of points on the right side of probability 0.5. A training that diverged "
              "counts as 0."}});
  return terms;
}

}  // namespace spiral
