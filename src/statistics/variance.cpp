#include "statistics/variance.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <random>

namespace spiral {

namespace {

constexpr int kSamples = 200;

double figure_of(const Experiment& experiment, const TrialResult& result) {
  const double figure = printed_accuracy(experiment, result);
  return std::isnan(figure) ? 0 : figure;
}

using BySeed = std::map<std::uint64_t, double>;

BySeed figures_of(const Experiment& experiment, const CaseResults& of_case) {
  BySeed figures;
  for (const TrialResult& result : of_case.results) {
    figures[result.key.seed] = figure_of(experiment, result);
  }
  return figures;
}

/// One pair of seeds in one case: half the squares of what they differ by.
struct Pair {
  /// With all draws different.
  double different;
  /// With one kind of draws shared.
  double shared;
};

/// Shape: [pairs of seeds][cases]; empty where one is missing.
std::vector<std::vector<Pair>> pairs_of(const ExperimentResults& results,
                                        const ReplacedResults& replaced) {
  std::vector<std::vector<Pair>> pairs;
  for (const CaseResults& mixed : replaced.results.cases) {
    const auto own = std::ranges::find(results.cases, mixed.item.label,
                                       [](const CaseResults& each) { return each.item.label; });
    if (own == results.cases.end()) return {};
    const BySeed figures = figures_of(results.experiment, *own);
    pairs.resize(mixed.results.size());
    for (std::size_t i = 0; i < pairs.size(); ++i) {
      const std::uint64_t seed = mixed.results[i].key.seed;
      const auto first = figures.find(seed);
      const auto second = figures.find(seed + replaced.replaced.seed_offset);
      if (first == figures.end() || second == figures.end()) return {};
      const double different = first->second - second->second;
      const double shared = figure_of(results.experiment, mixed.results[i]) - second->second;
      pairs[i].push_back({different * different / 2, shared * shared / 2});
    }
  }
  return pairs;
}

/// Nullopt where nothing varies. `chosen` are places among the pairs.
std::optional<double> share_of(const std::vector<std::vector<Pair>>& pairs,
                               const std::vector<std::size_t>& chosen) {
  double different = 0;
  double shared = 0;
  for (const std::size_t i : chosen) {
    for (const Pair& pair : pairs[i]) {
      different += pair.different;
      shared += pair.shared;
    }
  }
  if (different == 0) return std::nullopt;
  return std::clamp(1 - shared / different, 0.0, 1.0);
}

}  // namespace

std::optional<std::vector<VarianceShare>> variance_shares(
    const ExperimentResults& results, const std::vector<ReplacedResults>& replaced) {
  std::vector<VarianceShare> shares;
  std::mt19937_64 generator(0);
  for (const ReplacedResults& each : replaced) {
    const auto pairs = pairs_of(results, each);
    std::vector<std::size_t> chosen;
    for (std::size_t i = 0; i < pairs.size(); ++i) chosen.push_back(i);
    const auto share = share_of(pairs, chosen);
    if (!share) return std::nullopt;
    std::vector<double> drawn;
    for (int sample = 0; sample < kSamples; ++sample) {
      for (std::size_t& place : chosen) place = draw_below(pairs.size(), generator);
      drawn.push_back(share_of(pairs, chosen).value_or(0));
    }
    shares.push_back({each.replaced.draws, *share, central_95(drawn), pairs.size()});
  }
  if (shares.empty()) return std::nullopt;
  return shares;
}

}  // namespace spiral
