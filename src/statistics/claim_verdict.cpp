#include "statistics/claim_verdict.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace spiral {

namespace {

// Accuracies are counts over sizes, exact but for the last bits: closer ones are ties.
constexpr double kTie = 1e-9;

// What looks for a number of seeds that decides a claim gives up there.
constexpr std::size_t kMostNeeded = 1'000'000;

ShareOfSeeds ask(const Rule& rule, const MetricsBySeed& by_seed, double stricter) {
  ShareOfSeeds share;
  for (const auto& [seed, metrics] : by_seed) {
    const auto answer = rule.evaluate_stricter(metrics, stricter);
    if (!answer) continue;
    ++share.seeds;
    if (*answer) ++share.holding;
  }
  return share;
}

std::optional<BestSeed> best_of(const Rule& rule, const MetricsBySeed& by_seed) {
  std::optional<BestSeed> best;
  for (const auto& [seed, metrics] : by_seed) {
    const auto margin = rule.margin(metrics);
    if (margin && (!best || *margin > best->margin)) best = BestSeed{seed, *margin};
  }
  return best;
}

/// Of a rule that holds in this share of the seeds.
Verdict verdict_on(const Rule& rule, const ShareOfSeeds& share, std::size_t family) {
  if (share.seeds == 0) return Verdict::unasked;
  if (rule.is_existence()) return share.holding > 0 ? Verdict::seen : Verdict::not_seen;
  return verdict_of(share.interval(family));
}

/// Of all seeds, of which as large a part as now will be able to tell.
std::optional<std::size_t> seeds_to_decide(const ShareOfSeeds& share, std::size_t asked,
                                           std::size_t family) {
  const double asked_of_telling = static_cast<double>(asked) / static_cast<double>(share.seeds);
  for (double seeds = static_cast<double>(share.seeds); seeds < kMostNeeded; seeds *= 1.1) {
    const auto n = static_cast<std::size_t>(std::ceil(seeds));
    const auto holding =
        static_cast<std::size_t>(std::lround(share.share() * static_cast<double>(n)));
    if (verdict_of(wilson_interval(holding, n, family)) != Verdict::undecided) {
      return static_cast<std::size_t>(std::ceil(static_cast<double>(n) * asked_of_telling));
    }
  }
  return std::nullopt;
}

/// The metrics of the seeds that can tell of a claim; a copy would double the memory.
using Telling = std::vector<const std::vector<Metrics>*>;

/// Nullopt where no seed has both figures.
std::optional<Effect> effect_of(const Contrast& contrast, const std::vector<std::string>& labels,
                                const Telling& telling) {
  Effect effect{.figure = contrast.figure,
                .less_is_better = contrast.direction < 0,
                .left = labels.at(contrast.left),
                .right = labels.at(contrast.right),
                .median = 0,
                .median_interval = {},
                .wins = 0,
                .ties = 0,
                .losses = 0};
  std::vector<double> differences;
  for (const auto* metrics : telling) {
    const auto difference = contrast.difference(*metrics);
    if (!difference) continue;
    differences.push_back(*difference);
    const bool is_tie = std::abs(*difference) <= kTie;
    const bool wins = (*difference > 0) != effect.less_is_better;
    ++(is_tie ? effect.ties : wins ? effect.wins : effect.losses);
  }
  if (differences.empty()) return std::nullopt;
  std::sort(differences.begin(), differences.end());
  effect.median = median(differences);
  effect.median_interval = median_interval(differences);
  return effect;
}

/// Of the case that all contrasts have on their left; nullopt where there is none, or only one contrast.
std::optional<Rank> rank_of(const std::vector<Contrast>& contrasts,
                            const std::vector<std::string>& labels, const Telling& telling) {
  const bool is_one_against_many =
      contrasts.size() > 1 && std::ranges::all_of(contrasts, [&](const Contrast& each) {
        return each.left == contrasts.front().left;
      });
  if (!is_one_against_many) return std::nullopt;
  Rank rank{.label = labels.at(contrasts.front().left),
            .of = contrasts.size() + 1,
            .mean = 0,
            .first_alone = {},
            .first_with_others = {}};
  double sum = 0;
  for (const auto* metrics : telling) {
    std::size_t above = 0;
    std::size_t beside = 0;
    for (const Contrast& contrast : contrasts) {
      const double better = contrast.direction < 0 ? -1 : 1;
      const double difference = better * contrast.difference(*metrics).value_or(0);
      above += difference < -kTie ? 1U : 0U;
      beside += std::abs(difference) <= kTie ? 1U : 0U;
    }
    sum += 1 + static_cast<double>(above) + static_cast<double>(beside) / 2;
    ++rank.first_alone.seeds;
    ++rank.first_with_others.seeds;
    if (above == 0) ++(beside == 0 ? rank.first_alone : rank.first_with_others).holding;
  }
  rank.mean = sum / static_cast<double>(telling.size());
  return rank;
}

}  // namespace

std::string_view to_string(Verdict verdict) {
  constexpr std::array<std::string_view, 11> kNames{
      "robust",          "likely",     "leaning yes", "seen",    "coin toss", "undecided",
      "cannot be asked", "leaning no", "unlikely",    "refuted", "not seen"};
  return kNames[static_cast<std::size_t>(verdict)];
}

Verdict verdict_of(const Interval& share) {
  if (share.low >= .90) return Verdict::robust;
  if (share.high <= .10) return Verdict::refuted;
  if (share.low > 2. / 3) return Verdict::likely;
  if (share.high < 1. / 3) return Verdict::unlikely;
  if (share.low > .50) return Verdict::leaning;
  if (share.high < .50) return Verdict::leaning_against;
  if (share.low >= 1. / 3 && share.high <= 2. / 3) return Verdict::coin_toss;
  return Verdict::undecided;
}

std::size_t seeds_for_robust(std::size_t family) {
  std::size_t seeds = 1;
  while (wilson_interval(seeds, seeds, family).low < .90) ++seeds;
  return seeds;
}

ClaimVerdict assess_claim(const Claim& claim, const ClaimLabels& labels,
                          const MetricsBySeed& by_seed, const std::vector<Metrics>& published,
                          std::size_t family) {
  const Rule rule(claim.rule, labels);
  std::vector<std::string> names = labels.cases;
  names.insert(names.end(), labels.auxiliary.begin(), labels.auxiliary.end());
  ClaimVerdict verdict{.claim = &claim,
                       .share = ask(rule, by_seed, 0),
                       .asked = by_seed.size(),
                       .published = rule.evaluate(published)};
  const ShareOfSeeds& share = verdict.share;
  if (share.seeds > 0) verdict.interval = share.interval(family);
  verdict.verdict = verdict_on(rule, share, family);
  if (rule.is_existence()) verdict.best_seed = best_of(rule, by_seed);
  if (verdict.verdict == Verdict::undecided) {
    verdict.seeds_needed = seeds_to_decide(share, verdict.asked, family);
  }
  for (int steps = -kMaxStricter; steps <= kMaxStricter; ++steps) {
    verdict.by_threshold.push_back(ask(rule, by_seed, steps));
  }
  verdict.stricter = verdict_on(rule, verdict.by_threshold[kMaxStricter + kStricter], family);
  verdict.looser = verdict_on(rule, verdict.by_threshold[kMaxStricter - kStricter], family);
  const auto contrasts = rule.contrasts();
  if (contrasts.empty()) return verdict;
  Telling telling;
  for (const auto& [seed, metrics] : by_seed) {
    if (rule.evaluate(metrics)) telling.push_back(&metrics);
  }
  if (telling.empty()) return verdict;
  for (const Contrast& contrast : contrasts) {
    if (auto effect = effect_of(contrast, names, telling)) verdict.effects.push_back(*effect);
  }
  verdict.rank = rank_of(contrasts, names, telling);
  return verdict;
}

}  // namespace spiral
