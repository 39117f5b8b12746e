#include "report/verdict_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <map>

#include "report/results_table.hpp"

namespace spiral {

namespace {

/// "architecture 3: published 90.90 %, seeds' median 100.0 %, 25.1 standard deviations off".
std::string outlier_name(const Experiment& experiment, const CaseVerdict& verdict) {
  const Interval seeds = compatible_range(verdict.accuracies);
  return fmt::format(
      "{} {}: published {} %; of the seeds, 95 % from {:.2f} to {:.2f} %{}", experiment.name,
      verdict.item->label, printed_accuracy(*verdict.item->published), seeds.low, seeds.high,
      verdict.number->deviations
          ? fmt::format("; {:+.1f} standard deviations off", *verdict.number->deviations)
          : "");
}

std::string claim_name(const ClaimVerdict& claim) {
  std::string name = claim.claim->id + ": " + claim.claim->sentence;
  if (claim.share.seeds == 0) return name;
  name += fmt::format(" ({:.1f} % of {} seeds", 100 * claim.share.share(), claim.share.seeds);
  if (claim.seeds_needed) name += fmt::format("; about {} seeds would decide", *claim.seeds_needed);
  if (claim.published == false) name += "; the published numbers say no";
  return name + ")";
}

constexpr const char* kMeanings[] = {
    "robust: true of nine seeds in ten or more",
    "likely: true of two seeds in three or more",
    "leaning yes: true of more seeds than not",
    "of existence, and seen",
    "as good as tossing a coin",
    "undecided: it takes more seeds",
    "on shapes, and cannot be asked: in no seed do their networks fit",
    "leaning no: false of more seeds than not",
    "unlikely: false of two seeds in three or more",
    "refuted: false of nine seeds in ten or more",
    "of existence, and not seen"};

std::string draws_in_words(Draws draws) {
  constexpr const char* kNames[] = {"data", "initial weights", "the order of the points"};
  return kNames[static_cast<std::size_t>(draws)];
}

}  // namespace

std::string trained_in_words(const AssessedExercise& exercise) {
  const Experiment& experiment = *exercise.verdict.experiment;
  return fmt::format("{} {}.", experiment.cases.size() == 1 ? "It was trained with" : "All have",
                     common_values(experiment.cases, exercise.has_own_points));
}

std::string no_share_name(const Experiment& experiment, const CaseVerdict& verdict) {
  const TrainConfig& config = verdict.item->config;
  return fmt::format("{} {}: {} % of {} points", experiment.name, verdict.item->label,
                     printed_accuracy(*verdict.item->published),
                     config.test_size > 0 ? config.test_size : config.val_size);
}

std::string plural(std::size_t count, const std::string& one, const std::string& many) {
  return fmt::format("{} {}", count, count == 1 ? one : many);
}

std::string number_verdict(const std::optional<NumberVerdict>& number) {
  if (!number) return "too few seeds";
  if (!number->compatible()) return "outlier";
  return number->in_gap ? "in a gap" : "compatible";
}

std::vector<std::string> claim_details(const ClaimVerdict& claim) {
  std::vector<std::string> details;
  const ShareOfSeeds& share = claim.share;
  if (share.seeds < claim.asked) {
    details.push_back(fmt::format("{} of {} seeds can tell.", share.seeds, claim.asked));
  }
  if (share.seeds > 0) {
    details.push_back(fmt::format("With a stricter threshold: {}; with a looser one: {}.",
                                  to_string(claim.stricter), to_string(claim.looser)));
  }
  if (const auto& best = claim.best_seed) {
    details.push_back(fmt::format(
        "{} of {} seeds have it; the best one, {}, {} the threshold by {:.3f}.", share.holding,
        share.seeds, best->seed, best->margin < 0 ? "misses" : "meets", std::abs(best->margin)));
  }
  if (claim.seeds_needed) {
    details.push_back(
        fmt::format("At this share, about {} seeds would decide it.", *claim.seeds_needed));
  }
  details.push_back(claim.published ? fmt::format("The published numbers say {}.",
                                                  *claim.published ? "yes" : "no")
                                    : "No published numbers can tell.");
  if (const auto& rank = claim.rank) {
    details.push_back(
        fmt::format("{} is the best alone in {:.1f} % of seeds, and shares the first place in "
                    "{:.1f} %; its mean rank is {:.1f} of {}.",
                    rank->label, 100 * rank->first_alone.share(),
                    100 * rank->first_with_others.share(), rank->mean, rank->of));
  }
  for (const Effect& effect : claim.effects) {
    details.push_back(fmt::format(
        "{} of {} minus that of {}: median {:+.3g} ({:+.3g} to {:+.3g}). {} has {} in {} seeds, as "
        "much in {}, {} in {}: probability of improvement {:.2f}.",
        effect.figure, effect.left, effect.right, effect.median, effect.median_interval.low,
        effect.median_interval.high, effect.left, effect.less_is_better ? "less" : "more",
        effect.wins, effect.ties, effect.less_is_better ? "more" : "less", effect.losses,
        effect.probability_of_improvement()));
    details.back().front() =
        static_cast<char>(std::toupper(static_cast<unsigned char>(details.back().front())));
  }
  return details;
}

namespace {

using ClaimsByVerdict = std::map<Verdict, std::vector<std::string>>;

std::vector<std::string> outlier_names(const VerdictReport& report) {
  std::vector<std::string> names;
  for (const AssessedExercise& exercise : report.exercises) {
    for (const CaseVerdict& of_case : exercise.verdict.cases) {
      const bool is_outlier = of_case.number && !of_case.number->compatible();
      if (is_outlier && !of_case.is_auxiliary) {
        names.push_back(outlier_name(*exercise.verdict.experiment, of_case));
      }
    }
  }
  return names;
}

std::vector<std::string> names_of_no_shares(const VerdictReport& report) {
  std::vector<std::string> names;
  for (const AssessedExercise& exercise : report.exercises) {
    for (const CaseVerdict& of_case : exercise.verdict.cases) {
      if (of_case.is_auxiliary || !of_case.is_no_share) continue;
      names.push_back(no_share_name(*exercise.verdict.experiment, of_case));
    }
  }
  return names;
}

/// Claims of which the missing activation makes half of the seeds say something else.
std::vector<std::string> artefacts(const VerdictReport& report) {
  constexpr double kTurned = .5;
  std::vector<std::string> names;
  for (const AssessedExercise& exercise : report.exercises) {
    for (std::size_t i = 0; i < exercise.textbook.size(); ++i) {
      const ClaimVerdict& claim = exercise.verdict.claims[i];
      const ShareOfSeeds& textbook = exercise.textbook[i].share;
      if (claim.share.seeds == 0 || textbook.seeds == 0) continue;
      if (std::abs(claim.share.share() - textbook.share()) < kTurned) continue;
      names.push_back(
          fmt::format("{}: {} ({:.0f} % of seeds; with that activation, {:.0f} % of {})",
                      claim.claim->id, claim.claim->sentence, 100 * claim.share.share(),
                      100 * textbook.share(), textbook.seeds));
    }
  }
  return names;
}

std::vector<VerdictList> number_lists(const VerdictReport& report) {
  const auto& count = report.outliers;
  const bool has_numbers = std::ranges::any_of(report.exercises, [](const auto& exercise) {
    return std::ranges::any_of(exercise.verdict.cases, [](const CaseVerdict& of_case) {
      return !of_case.is_auxiliary && of_case.item->published;
    });
  });
  if (!has_numbers) return {};
  if (!count && report.run.is_partial) {
    return {{"Outliers are not counted where shards are missing", {}}};
  }
  if (!count) {
    return {
        {fmt::format("Too few seeds for a verdict on numbers: it takes {}", kMinSeeds + 1), {}}};
  }
  const bool are_many = 20 * count->seeds_with_as_many < count->seeds;
  std::vector<VerdictList> lists{
      {fmt::format("{} of {} published numbers are compatible with the seeds, {}",
                   count->numbers - count->outliers, count->numbers,
                   plural(count->outliers, "is an outlier", "are outliers")),
       outlier_names(report)}};
  if (count->outliers > 0) {
    lists.push_back(
        {fmt::format(
             "{} {} many? {}: {} of {} seeds have as many or more, each against all others",
             count->outliers == 1 ? "Is" : "Are", plural(count->outliers, "outlier", "outliers"),
             are_many ? "Yes" : "No", count->seeds_with_as_many, count->seeds),
         {}});
  }
  const std::vector<std::string> no_shares = names_of_no_shares(report);
  if (!no_shares.empty()) {
    lists.push_back({"No count of the points that validate gives", no_shares});
  }
  if (!report.duplicates.empty()) {
    lists.push_back(
        {"The same training was published more than once, with other results", report.duplicates});
  }
  return lists;
}

}  // namespace

std::vector<VerdictList> verdict_lists(const VerdictReport& report) {
  ClaimsByVerdict claims;
  std::size_t family = 0;
  for (const AssessedExercise& exercise : report.exercises) {
    for (const ClaimVerdict& claim : exercise.verdict.claims) {
      claims[claim.verdict].push_back(claim_name(claim));
      ++family;
    }
  }
  std::vector<VerdictList> lists = number_lists(report);
  for (const auto& [verdict, items] : claims) {
    lists.push_back({plural(items.size(), "claim is ", "claims are ") +
                         kMeanings[static_cast<std::size_t>(verdict)],
                     items});
  }
  const auto turned = artefacts(report);
  if (!turned.empty()) {
    lists.push_back(
        {"What the activation that is left out after the last hidden layer turns over",
         turned});
  }
  const auto seeds = static_cast<std::size_t>(report.run.seeds.count);
  if (seeds < seeds_for_robust(family)) {
    lists.push_back({fmt::format("With {}, no claim can be robust or refuted: it takes {}",
                                 count_seeds(report.run.seeds.count), seeds_for_robust(family)),
                     {}});
  }
  if (seeds < kFewSeeds) {
    lists.push_back(
        {fmt::format("With fewer than {} seeds most verdicts stay open", kFewSeeds), {}});
  }
  return lists;
}

std::string question(const VerdictReport& report, const std::string& results) {
  const std::string seeds = count_seeds(report.run.seeds.count);
  return report.title.empty()
             ? fmt::format("Which of the notebook's {} survive {}", results, seeds)
             : fmt::format("{}: which {} survive {}", report.title, results, seeds);
}

std::string headline(const VerdictReport& report) {
  std::size_t claims = 0;
  std::size_t holding = 0;
  std::size_t failing = 0;
  for (const AssessedExercise& exercise : report.exercises) {
    for (const ClaimVerdict& claim : exercise.verdict.claims) {
      ++claims;
      if (claim.verdict < Verdict::coin_toss) ++holding;
      if (claim.verdict > Verdict::unasked) ++failing;
    }
  }
  std::string text = fmt::format("Of {}, {} in most seeds, {} in most, and {} open",
                                 plural(claims, "claim", "claims"),
                                 plural(holding, "holds", "hold"), plural(failing, "fails", "fail"),
                                 plural(claims - holding - failing, "stays", "stay"));
  if (!report.outliers) return text + ".";
  return text + fmt::format("; {} of {} published numbers could have come from another run.",
                            report.outliers->numbers - report.outliers->outliers,
                            report.outliers->numbers);
}

std::string variance_sentence(const std::vector<VarianceShare>& shares) {
  double sum = 0;
  std::string sentence = "Of the variance of the published cases' accuracies, ";
  for (const VarianceShare& share : shares) {
    sentence += fmt::format("{}{} alone {} {:.0f} % ({:.0f} to {:.0f})",
                            &share == &shares.front() ? "" : ", ", draws_in_words(share.draws),
                            share.draws == Draws::weights ? "make" : "makes", 100 * share.share,
                            100 * share.interval.low, 100 * share.interval.high);
    sum += share.share;
  }
  return sentence + (sum <= 1 ? fmt::format("; {:.0f} % is interaction.", 100 * (1 - sum))
                              : "; as estimates they add up to more than the whole.");
}

std::string edginess_sentence(const VerdictReport& report) {
  if (!report.edginess_and_words) return "";
  return fmt::format(
      "Over {} cases with published words on how edgy they are, edginess follows the words with a "
      "rank correlation of {:.2f}.",
      report.cases_with_words, *report.edginess_and_words);
}

std::string count_seeds(std::int64_t seeds) {
  return seeds == 1 ? "1 seed" : fmt::format("{} seeds", seeds);
}

std::string extent(const VerdictReport& report) {
  std::size_t cases = 0;
  for (const auto& exercise : report.exercises) cases += exercise.verdict.cases.size();
  const SeedRange& seeds = report.run.seeds;
  const auto last = seeds.at(seeds.count - 1);
  const std::string partial =
      report.run.is_partial
          ? fmt::format("partial, for shards were missing: {} of {} trainings of ",
                        report.trainings, report.asked_for)
          : "";
  return partial + fmt::format("{} ({}) of {}", count_seeds(seeds.count),
                               seeds.count == 1 ? fmt::to_string(last)
                                                : fmt::format("{} to {}", seeds.first, last),
                               cases == 1 ? "one case" : fmt::format("each of {} cases", cases));
}

std::string describe(const Environment& environment) {
  const std::string engine =
      environment.bits == Environment::kPythonBits
          ? "the bits of Python's PyTorch"
          : fmt::format("{} engine{}, bits close to those of Python's PyTorch", environment.engine,
                        environment.simd.empty() ? "" : " (" + environment.simd + ")");
  const std::string data =
      environment.data == Environment::kSpirals ? "" : ", points " + environment.data;
  return fmt::format("spiral-exp {}, LibTorch {} ({}, {}; arithmetic {}), {}, {}{}",
                     environment.version, environment.libtorch, environment.cpu_capability,
                     environment.blas, environment.fingerprint, environment.device, engine, data);
}

}  // namespace spiral
