#include "statistics/variance.hpp"

#include <random>

#include "support/catch.hpp"
#include "support/results.hpp"

using namespace spiral;

namespace {

constexpr std::uint64_t kPairs = 400;

/// A standard normal number that belongs to a seed and a kind of draws.
double effect(std::uint64_t seed, Draws draws) {
  std::mt19937_64 generator(10 * seed + static_cast<std::uint64_t>(draws));
  generator.discard(10);
  return std::normal_distribution<double>()(generator);
}

/// An accuracy that data, weights and permutations add up to.
double accuracy(std::uint64_t data, std::uint64_t weights, std::uint64_t permutations) {
  return .7 + .01 * effect(data, Draws::data) + .02 * effect(weights, Draws::weights) +
         0 * effect(permutations, Draws::permutations);
}

TrialResult result_at(std::uint64_t seed, double accuracy) {
  return made_up_result({}, seed, {accuracy, accuracy});
}

ExperimentResults notebook() {
  ExperimentResults results{.experiment = {}};
  CaseResults& of_case = results.cases.emplace_back();
  for (std::uint64_t s = 0; s < 2 * kPairs; ++s) {
    of_case.results.push_back(result_at(s, accuracy(s, s, s)));
  }
  return results;
}

ReplacedResults replaced(Draws draws) {
  ReplacedResults with{.replaced = {draws, kPairs}, .results = {.experiment = {}}};
  CaseResults& of_case = with.results.cases.emplace_back();
  for (std::uint64_t s = 0; s < kPairs; ++s) {
    const auto seed_of = [&](Draws kind) { return kind == draws ? s + kPairs : s; };
    of_case.results.push_back(result_at(
        s, accuracy(seed_of(Draws::data), seed_of(Draws::weights), seed_of(Draws::permutations))));
  }
  return with;
}

}  // namespace

TEST_CASE("each kind of draws makes its own share of the variance", "[statistics]") {
  const auto shares = variance_shares(
      notebook(), {replaced(Draws::data), replaced(Draws::weights), replaced(Draws::permutations)});
  REQUIRE(shares.has_value());
  // Variances of 1 and 4 add up to 5.
  CHECK((*shares)[0].share == Approx(.2).margin(.08));
  CHECK((*shares)[1].share == Approx(.8).margin(.08));
  CHECK((*shares)[2].share == Approx(0).margin(.08));
  CHECK((*shares)[1].interval.low < (*shares)[1].share);
  CHECK((*shares)[1].share < (*shares)[1].interval.high);
}

TEST_CASE("what does not vary, or is not there, has no shares", "[statistics]") {
  ExperimentResults constant = notebook();
  for (TrialResult& result : constant.cases[0].results) result.validation = {.5, .5};
  ReplacedResults with = replaced(Draws::data);
  for (TrialResult& result : with.results.cases[0].results) result.validation = {.5, .5};
  CHECK_FALSE(variance_shares(constant, {with}).has_value());
  ExperimentResults few = notebook();
  few.cases[0].results.resize(kPairs);
  CHECK_FALSE(variance_shares(few, {replaced(Draws::data)}).has_value());
  CHECK_FALSE(variance_shares(notebook(), {}).has_value());
}
