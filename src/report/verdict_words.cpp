#include "report/verdict_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <map>

#include "report/results_table.hpp"

namespace spiral {

namespace {

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
                     accuracy_text(*verdict.item->published),
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
  text +=
      fmt::format("; {} of {} published numbers could have come from another run",
                  report.outliers->numbers - report.outliers->outliers, report.outliers->numbers);
  if (report.no_shares.empty()) return text + ".";
  return text + fmt::format(", but no count of points gives {} of them.", report.no_shares.size());
}

std::string variance_sentence(const std::vector<VarianceShare>& shares) {
  double sum = 0;
  std::string sentence =
      fmt::format("Of the variance of the published cases' accuracies, over {} of seeds, ",
                  plural(shares.front().pairs, "pair", "pairs"));
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
