// What many seeds say of a sentence of the notebook.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/claim.hpp"
#include "core/experiment.hpp"
#include "statistics/interval.hpp"

namespace spiral {

/// How sure the seeds are of a claim, by an interval of the share in which it holds.
enum class Verdict {
  /// The interval lies above .90, or touches it.
  robust,
  /// Above 2/3.
  likely,
  /// Above .50.
  leaning,
  /// Of a claim that something exists: some seed has it.
  seen,
  /// Holds .50, between 1/3 and 2/3: as good as tossing a coin, and known to be.
  coin_toss,
  /// Too wide for any of these.
  undecided,
  /// No seed can tell.
  unasked,
  /// Below .50.
  leaning_against,
  /// Below 1/3.
  unlikely,
  /// Below .10, or touches it.
  refuted,
  /// Of a claim that something exists: no seed has it.
  not_seen
};

std::string_view to_string(Verdict verdict);
Verdict verdict_of(const Interval& share);

struct ShareOfSeeds {
  std::size_t holding = 0;
  std::size_t seeds = 0;

  /// There is a seed.
  double share() const { return static_cast<double>(holding) / static_cast<double>(seeds); }
  Interval interval(std::size_t family = 1) const {
    return wilson_interval(holding, seeds, family);
  }
};

/// One case against another, in one figure, over the seeds that can tell of the claim.
struct Effect {
  /// "accuracy".
  std::string figure;
  /// Whether the claim is that left is less; then less wins.
  bool less_is_better;
  /// Labels.
  std::string left;
  std::string right;
  /// Left less right.
  double median;
  Interval median_interval;
  std::size_t wins;
  std::size_t ties;
  std::size_t losses;

  /// Of left over right in a further seed, a tie counted half.
  double probability_of_improvement() const {
    return (static_cast<double>(wins) + static_cast<double>(ties) / 2) /
           static_cast<double>(wins + ties + losses);
  }
};

/// A case that a claim sets against several others, by its rank among them; 1 is the best.
struct Rank {
  std::string label;
  std::size_t of;
  /// Ties share the mean of their ranks.
  double mean;
  ShareOfSeeds first_alone;
  ShareOfSeeds first_with_others;
};

/// Of a claim that something exists: the seed that comes nearest, or goes farthest.
struct BestSeed {
  std::uint64_t seed;
  /// By how much it meets the rule's threshold; less than 0 where it misses it.
  double margin;
};

/// The steps of a figure by which thresholds are tried stricter, and looser, in ClaimVerdict's shares.
inline constexpr int kMaxStricter = 6;

/// The steps of the stricter and the looser threshold at which a claim has a verdict, too: .01 of an
/// accuracy.
inline constexpr int kStricter = 2;

struct ClaimVerdict {
  const Claim* claim = nullptr;
  /// Of the seeds that can tell: of a claim on shapes, those in which its networks fit.
  ShareOfSeeds share = {};
  /// Every seed that was asked.
  std::size_t asked = 0;
  /// Holds together with those of all other claims in 95 % of cases; nullopt where no seed can tell.
  std::optional<Interval> interval = {};
  Verdict verdict = Verdict::undecided;
  /// How many seeds would decide it if the share stays; only where it is undecided and there are any.
  std::optional<std::size_t> seeds_needed = {};
  /// Whether the notebook's own table bears it out; nullopt where the table cannot tell.
  std::optional<bool> published = {};
  /// Only of a claim that something exists, where a seed can tell.
  std::optional<BestSeed> best_seed = {};
  /// With thresholds -kMaxStricter to kMaxStricter steps stricter; no seeds where none can tell.
  std::vector<ShareOfSeeds> by_threshold = {};
  /// With thresholds kStricter steps stricter, and as many looser.
  Verdict stricter = Verdict::unasked;
  Verdict looser = Verdict::unasked;
  std::vector<Effect> effects = {};
  std::optional<Rank> rank = {};
};

/// How many seeds it takes, all of which agree, to make one of `family` claims robust or refuted.
std::size_t seeds_for_robust(std::size_t family);

/// A seed's metrics, a case each, in the order of the claims' labels.
using MetricsBySeed = std::map<std::uint64_t, std::vector<Metrics>>;

/// Asks the claim seed by seed, as one of `family`. `published` are the metrics that the notebook's
/// own table has.
/// Throws: ClaimError for a claim that cannot be read.
ClaimVerdict assess_claim(const Claim& claim, const ClaimLabels& labels,
                          const MetricsBySeed& by_seed, const std::vector<Metrics>& published,
                          std::size_t family);

}  // namespace spiral
