#include "statistics/claim_verdict.hpp"

#include "support/catch.hpp"

using namespace spiral;

namespace {

const ClaimLabels kLabels{.cases = {"a", "b", "c"}};

/// One seed's accuracies of a, b and c.
std::vector<Metrics> seed_of(double a, double b, double c) {
  std::vector<Metrics> metrics(3);
  metrics[0].accuracy = a;
  metrics[1].accuracy = b;
  metrics[2].accuracy = c;
  return metrics;
}

ClaimVerdict verdict_on(const std::string& rule, const MetricsBySeed& by_seed,
                        std::size_t family = 1) {
  static Claim claim;
  claim = {"made-up", "Made up", Source::text, rule};
  return assess_claim(claim, kLabels, by_seed, seed_of(.9, .8, .7), family);
}

/// `holding` seeds in which a is .99, the others in which it is .5; b and c are .6.
MetricsBySeed seeds(std::size_t holding, std::size_t all) {
  MetricsBySeed by_seed;
  for (std::size_t seed = 0; seed < all; ++seed) {
    by_seed[seed] = seed_of(seed < holding ? .99 : .5, .6, .6);
  }
  return by_seed;
}

}  // namespace

TEST_CASE("a claim's verdict follows the interval of its share", "[statistics]") {
  CHECK(verdict_of({.90, 1}) == Verdict::robust);
  CHECK(verdict_of({.89, 1}) == Verdict::likely);
  CHECK(verdict_of({.67, .89}) == Verdict::likely);
  CHECK(verdict_of({.66, .89}) == Verdict::leaning);
  CHECK(verdict_of({.51, .66}) == Verdict::leaning);
  CHECK(verdict_of({.34, .66}) == Verdict::coin_toss);
  CHECK(verdict_of({.33, .66}) == Verdict::undecided);
  CHECK(verdict_of({.34, .67}) == Verdict::undecided);
  CHECK(verdict_of({.34, .49}) == Verdict::leaning_against);
  CHECK(verdict_of({.05, .33}) == Verdict::unlikely);
  CHECK(verdict_of({0, .10}) == Verdict::refuted);
}

TEST_CASE("few seeds decide nothing, and the verdict says how many would", "[statistics]") {
  const ClaimVerdict few = verdict_on("acc(a) >= .99", seeds(8, 10));
  CHECK(few.verdict == Verdict::undecided);
  REQUIRE(few.seeds_needed.has_value());
  const std::size_t needed = *few.seeds_needed;
  CHECK(needed > 10);
  CHECK(verdict_on("acc(a) >= .99", seeds((needed * 8 + 5) / 10, needed)).verdict ==
        Verdict::leaning);
  const ClaimVerdict many = verdict_on("acc(a) >= .99", seeds(96, 100));
  CHECK(many.verdict == Verdict::robust);
  CHECK_FALSE(many.seeds_needed.has_value());
}

TEST_CASE("among many claims each needs more seeds", "[statistics]") {
  CHECK(verdict_on("acc(a) >= .99", seeds(40, 40), 1).verdict == Verdict::robust);
  CHECK(verdict_on("acc(a) >= .99", seeds(40, 40), 60).verdict == Verdict::likely);
}

TEST_CASE("seeds that cannot tell are counted apart", "[statistics]") {
  MetricsBySeed by_seed = seeds(10, 40);
  const ClaimVerdict verdict = verdict_on("acc(a) > acc(b), where it fits", by_seed);
  CHECK(verdict.share.seeds == 0);
  CHECK(verdict.asked == 40);
  CHECK(verdict.verdict == Verdict::unasked);
  CHECK_FALSE(verdict.interval.has_value());
  CHECK(verdict.effects.empty());
}

TEST_CASE("a claim of existence is seen, first in some seed, or not", "[statistics]") {
  MetricsBySeed by_seed = seeds(0, 5);
  const ClaimVerdict missed = verdict_on("exists acc(a) >= .99", by_seed);
  CHECK(missed.verdict == Verdict::not_seen);
  CHECK(missed.best_seed->margin == Approx(-.49));
  by_seed[3] = seed_of(.99, .5, .5);
  const ClaimVerdict seen = verdict_on("exists acc(a) >= .99", by_seed);
  CHECK(seen.verdict == Verdict::seen);
  CHECK(seen.best_seed->seed == 3);
  CHECK(seen.best_seed->margin == Approx(0).margin(1e-12));
  CHECK(seen.share.holding == 1);
}

TEST_CASE("two cases are compared seed by seed", "[statistics]") {
  MetricsBySeed by_seed;
  for (std::uint64_t seed = 0; seed < 20; ++seed) by_seed[seed] = seed_of(.9, .8, .5);
  by_seed[0] = seed_of(.8, .8, .5);
  by_seed[1] = seed_of(.7, .8, .5);
  const auto effects = verdict_on("acc(a) > acc(b)", by_seed).effects;
  REQUIRE(effects.size() == 1);
  CHECK(effects[0].left == "a");
  CHECK(effects[0].right == "b");
  CHECK(effects[0].median == Approx(.1));
  CHECK(effects[0].median_interval.low == Approx(.1));
  CHECK(effects[0].wins == 18);
  CHECK(effects[0].ties == 1);
  CHECK(effects[0].losses == 1);
  CHECK(effects[0].probability_of_improvement() == Approx(18.5 / 20));
}

TEST_CASE("where a claim asks for less, less wins", "[statistics]") {
  MetricsBySeed by_seed;
  for (std::uint64_t seed = 0; seed < 4; ++seed) by_seed[seed] = seed_of(.5, .8, .9);
  const ClaimVerdict verdict = verdict_on("acc(a) < every other", by_seed);
  REQUIRE(verdict.effects.size() == 2);
  CHECK(verdict.effects[0].less_is_better);
  CHECK(verdict.effects[0].wins == 4);
  CHECK(verdict.effects[0].median == Approx(-.3));
  CHECK(verdict.rank->mean == 1);
}

TEST_CASE("cases are compared in the seeds alone that can tell of the claim", "[statistics]") {
  MetricsBySeed by_seed{{0, seed_of(.995, .99, .5)}, {1, seed_of(.5, .6, .5)}};
  const auto effects = verdict_on("acc(a) > acc(b), where both fit", by_seed).effects;
  REQUIRE(effects.size() == 1);
  CHECK(effects[0].wins + effects[0].ties + effects[0].losses == 1);
}

TEST_CASE("the best of several is told by ranks, and ties apart", "[statistics]") {
  const MetricsBySeed by_seed{
      {0, seed_of(.9, .8, .7)}, {1, seed_of(.9, .9, .7)}, {2, seed_of(.6, .9, .7)}};
  const ClaimVerdict verdict = verdict_on("acc(a) > every other", by_seed);
  CHECK(verdict.share.holding == 1);
  REQUIRE(verdict.rank.has_value());
  CHECK(verdict.rank->label == "a");
  CHECK(verdict.rank->of == 3);
  CHECK(verdict.rank->mean == Approx((1 + 1.5 + 3) / 3));
  CHECK(verdict.rank->first_alone.holding == 1);
  CHECK(verdict.rank->first_with_others.holding == 1);
}

TEST_CASE("a claim is tried at looser and stricter thresholds", "[statistics]") {
  const auto shares = verdict_on("acc(a) >= .99", seeds(5, 10)).by_threshold;
  REQUIRE(shares.size() == 2 * kMaxStricter + 1);
  CHECK(shares[kMaxStricter].holding == 5);
  CHECK(shares.front().holding == 5);
  // Never beyond an accuracy of 1, which no seed has.
  CHECK(shares.back().holding == 0);
  const ClaimVerdict verdict = verdict_on("acc(a) >= .5", seeds(5, 100));
  CHECK(verdict.looser == Verdict::robust);
  CHECK(verdict.verdict == Verdict::robust);
  CHECK(verdict.stricter == Verdict::unlikely);
}
