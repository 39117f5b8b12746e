#include "report/verdict_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace spiral {

namespace {

std::string yes_or_no(const std::optional<bool>& answer) {
  if (!answer) return "cannot tell";
  return *answer ? "yes" : "no";
}

/// "architecture 3: published 90.90 %, seeds' median 100.0 %, 25.1 standard deviations off".
std::string outlier_name(const Experiment& experiment, const CaseVerdict& verdict) {
  const Interval seeds = compatible_range(verdict.accuracies);
  return fmt::format(
      "{} {}: published {:.2f} %; of the seeds, 95 % from {:.2f} to {:.2f} %{}", experiment.name,
      verdict.item->label, verdict.item->published->accuracy_percent, seeds.low, seeds.high,
      verdict.number->deviations
          ? fmt::format("; {:+.1f} standard deviations off", *verdict.number->deviations)
          : "");
}

std::string claim_name(const ClaimVerdict& claim) {
  std::string name = claim.claim->id + ": " + claim.claim->sentence;
  if (claim.share.seeds == 0) return name + " (no seed can tell)";
  name += fmt::format(" ({:.1f} % of {} seeds", 100 * claim.share.share(), claim.share.seeds);
  if (claim.seeds_needed) name += fmt::format("; some {} would decide", *claim.seeds_needed);
  if (claim.published == false) name += "; the notebook's own table says no";
  return name + ")";
}

std::string plural(std::size_t count, const std::string& one, const std::string& many) {
  return fmt::format("{} {}", count, count == 1 ? one : many);
}

constexpr const char* kMeanings[] = {"robust: true of nine seeds in ten or more",
                                     "likely: true of two seeds in three or more",
                                     "leaning yes: true of more seeds than not",
                                     "as good as tossing a coin",
                                     "leaning no: false of more seeds than not",
                                     "unlikely: false of two seeds in three or more",
                                     "refuted: false of nine seeds in ten or more",
                                     "undecided: too few seeds can tell",
                                     "of existence, and seen",
                                     "of existence, and never seen"};

/// "half", "hardly anything".
std::string share_in_words(double share) {
  struct Word {
    double up_to;
    const char* name;
  };
  constexpr Word kWords[] = {{.05, "hardly anything"}, {.18, "little"},        {.29, "a quarter"},
                             {.42, "a third"},         {.58, "half"},          {.71, "two thirds"},
                             {.85, "three quarters"},  {2, "nearly all of it"}};
  return std::ranges::find_if(kWords, [=](const Word& word) { return share < word.up_to; })->name;
}

std::string draws_in_words(Draws draws) {
  constexpr const char* kNames[] = {"data", "initial weights", "the order of the points"};
  return kNames[static_cast<std::size_t>(draws)];
}

}  // namespace

std::string number_verdict(const std::optional<NumberVerdict>& number) {
  if (!number) return "too few seeds";
  if (!number->compatible()) return "outlier";
  return number->in_gap ? "in a gap" : "compatible";
}

std::vector<std::string> claim_details(const ClaimVerdict& claim) {
  std::vector<std::string> details;
  if (claim.share.seeds < claim.asked) {
    details.push_back(fmt::format("{} of {} seeds can tell.", claim.share.seeds, claim.asked));
  }
  if (claim.first_seed) {
    details.push_back(fmt::format("Seen in {} of {} seeds, first in seed {}.", claim.share.holding,
                                  claim.share.seeds, *claim.first_seed));
  }
  if (claim.seeds_needed) {
    details.push_back(
        fmt::format("At this share, some {} seeds would decide it.", *claim.seeds_needed));
  }
  details.push_back("In the notebook's own numbers: " + yes_or_no(claim.published) + ".");
  if (const auto& rank = claim.rank) {
    details.push_back(fmt::format(
        "{} is first alone in {:.1f} % of seeds, first with others in {:.1f} %; its mean rank is "
        "{:.1f} of {}.",
        rank->label, 100 * rank->first_alone.share(), 100 * rank->first_with_others.share(),
        rank->mean, rank->of));
  }
  for (const Effect& effect : claim.effects) {
    details.push_back(fmt::format(
        "{}, {} less {}: median {:+.3f} ({:+.3f} to {:+.3f}); won, tied, lost in {}, {}, {} seeds; "
        "probability of improvement {:.2f}.",
        effect.figure, effect.left, effect.right, effect.median, effect.median_interval.low,
        effect.median_interval.high, effect.wins, effect.ties, effect.losses,
        effect.probability_of_improvement()));
  }
  return details;
}

std::vector<VerdictList> verdict_lists(const VerdictReport& report) {
  std::vector<std::string> outliers;
  std::map<Verdict, std::vector<std::string>> claims;
  for (const AssessedExercise& exercise : report.exercises) {
    for (const CaseVerdict& of_case : exercise.verdict.cases) {
      const bool is_outlier = of_case.number && !of_case.number->compatible();
      if (is_outlier && !of_case.is_auxiliary) {
        outliers.push_back(outlier_name(*exercise.verdict.experiment, of_case));
      }
    }
    for (const ClaimVerdict& claim : exercise.verdict.claims) {
      claims[claim.verdict].push_back(claim_name(claim));
    }
  }
  std::vector<VerdictList> lists;
  const auto& count = report.outliers;
  if (count) {
    lists.push_back({fmt::format("{} of {} published numbers are compatible with the seeds, {}",
                                 count->numbers - count->outliers, count->numbers,
                                 plural(count->outliers, "is an outlier", "are outliers")),
                     outliers});
    lists.push_back({fmt::format("{} of {} seeds would have as many outliers or more, each against "
                                 "all others; half of them have {:.0f} or fewer",
                                 count->seeds_with_as_many, count->seeds, count->median_of_seeds),
                     {}});
  } else {
    lists.push_back(
        {fmt::format("Too few seeds for a verdict on numbers: it takes {}", kMinSeeds + 1), {}});
  }
  if (!report.duplicates.empty()) {
    lists.push_back(
        {"The notebook contradicts itself where it trained the same again", report.duplicates});
  }
  for (const auto& [verdict, items] : claims) {
    lists.push_back({plural(items.size(), "claim is ", "claims are ") +
                         kMeanings[static_cast<std::size_t>(verdict)],
                     items});
  }
  if (report.run.seeds.count < static_cast<std::int64_t>(kFewSeeds)) {
    lists.push_back(
        {fmt::format("With fewer than {} seeds most verdicts stay open", kFewSeeds), {}});
  }
  return lists;
}

std::string headline(const VerdictReport& report) {
  std::size_t claims = 0;
  std::size_t holding = 0;
  std::size_t failing = 0;
  for (const AssessedExercise& exercise : report.exercises) {
    for (const ClaimVerdict& claim : exercise.verdict.claims) {
      ++claims;
      using enum Verdict;
      const Verdict v = claim.verdict;
      holding += v == robust || v == likely || v == leaning || v == seen ? 1U : 0U;
      failing += v == refuted || v == unlikely || v == leaning_against || v == not_seen ? 1U : 0U;
    }
  }
  std::string text =
      fmt::format("Of its {}, {} in most runs and {} in most", plural(claims, "claim", "claims"),
                  plural(holding, "holds", "hold"), plural(failing, "fails", "fail"));
  text +=
      claims == holding + failing ? "" : fmt::format("; {} stay open", claims - holding - failing);
  if (!report.outliers) return text + ".";
  return text + fmt::format(". Of its {} published numbers, {} could be one more run's.",
                            report.outliers->numbers,
                            report.outliers->numbers - report.outliers->outliers);
}

std::string variance_sentence(const std::vector<VarianceShare>& shares) {
  std::vector<VarianceShare> sorted = shares;
  std::ranges::stable_sort(sorted, std::greater(), &VarianceShare::share);
  double together = 1;
  std::string sentence;
  for (const VarianceShare& share : sorted) {
    sentence += sentence.empty() ? "Of the variance, " : ", ";
    sentence += draws_in_words(share.draws) + " alone " +
                (share.draws == Draws::weights ? "make " : "makes ");
    sentence += fmt::format("{} ({:.0f} %, {:.0f} to {:.0f})", share_in_words(share.share),
                            100 * share.share, 100 * share.interval.low, 100 * share.interval.high);
    together -= share.share;
  }
  return sentence +
         fmt::format("; {:.0f} % takes two of them together.", 100 * std::max(0., together));
}

std::string count_seeds(std::int64_t seeds) {
  return seeds == 1 ? "1 seed" : fmt::format("{} seeds", seeds);
}

std::string extent(const VerdictReport& report) {
  std::size_t cases = 0;
  for (const auto& exercise : report.exercises) cases += exercise.verdict.cases.size();
  const SeedRange& seeds = report.run.seeds;
  const auto last = seeds.at(seeds.count - 1);
  return fmt::format(
      "{} ({}) of {}", count_seeds(seeds.count),
      seeds.count == 1 ? fmt::to_string(last) : fmt::format("{} to {}", seeds.first, last),
      cases == 1 ? "one case" : fmt::format("each of {} cases", cases));
}

std::string describe(const Environment& environment) {
  const std::string engine =
      environment.bits == Environment::kPythonBits
          ? "the bits of Python's PyTorch"
          : fmt::format("{} engine{}, bits close to those of Python's PyTorch", environment.engine,
                        environment.simd.empty() ? "" : " (" + environment.simd + ")");
  return fmt::format("spiral-exp {}, LibTorch {} ({}, {}), {}, {}", environment.version,
                     environment.libtorch, environment.cpu_capability, environment.blas,
                     environment.device, engine);
}

std::vector<Term> glossary() {
  return {
      {"seed",
       "One Run All of the notebook: torch.manual_seed(S) first, then every cell. A seed's cases "
       "share "
       "their data sets; initial weights and orders are each case's own. The notebook shows one "
       "draw of "
       "each number; here each is a distribution."},
      {"compatible",
       "A further seed would be as far out as the published number in 5 % of cases or more: by its "
       "rank "
       "among the seeds, itself counted as one. Otherwise it is an outlier. \"Off by sd\" is how "
       "far it "
       "is from the median, in the seeds' standard deviations."},
      {"in a gap",
       "Compatible by its rank, but between two heaps of seeds, where hardly one lies."},
      {"outliers by chance",
       "Every seed's own row is tried against all other seeds. How many of them have as many "
       "outliers as "
       "the notebook is the answer to whether it has too many; numbers of one run hang together, "
       "so that "
       "5 % of their count is not."},
      {"robust, likely, leaning",
       "The share of seeds in which a claim holds has Wilson's interval, widened so that all "
       "claims' "
       "intervals together are right in 95 % of cases. Robust: it lies above .90; likely: above "
       "2/3; "
       "leaning yes: above 1/2; and their opposites refuted, unlikely, leaning no. A coin toss is "
       "known to "
       "lie around 1/2. Undecided is what is too wide for any of these."},
      {"fits", "An accuracy of .99 or more. Claims on shapes are asked where the networks fit."},
      {"stricter, looser",
       fmt::format(
           "The same claim with its thresholds moved by {} steps of .005 (accuracy, width), .0025 "
           "(overfit), .02 (edginess, rising epochs) or 2 epochs.",
           kMaxStricter)},
      {"textbook",
       "The same claim of networks with the activation after the last hidden layer, too. The "
       "notebook "
       "leaves it out there, so that one hidden layer is a linear classifier. What changes is an "
       "effect of "
       "that quirk. At most 100 seeds."},
      {"source",
       "Text: a sentence of the notebook. Tables: the numbers of its tables. Words: their third "
       "column. The "
       "thresholds are ours."},
      {"width, edginess",
       "Width is the share of the plane around the data where the probability lies between .1 and "
       ".9, "
       "where the accuracy is .6 or more. Edginess is the root mean square of the turning of the "
       "boundary "
       "per unit of length: corners outweigh bends."},
      {"overfit", "The accuracy on the training set less that on the validation set."},
      {"probability of improvement",
       "How often one case beats another in the same seed, a tie counted half."},
      {"what the variance is made of",
       "Data, initial weights and the order of the points, each drawn by one seed while the others "
       "are "
       "drawn by another: first-order shares of the variance of the accuracies, at most 64 pairs "
       "of seeds."},
      {"accuracy",
       "For cross-entropy the notebook cuts logits at 0.5, and its test score swaps its arguments "
       "and is a "
       "soft score. Published numbers are compared with figures computed its way; claims and "
       "\"fits\" use "
       "the right accuracy. A training that diverged counts as 0."}};
}

}  // namespace spiral
