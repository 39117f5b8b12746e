#include "statistics/inference.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <random>

namespace spiral {

namespace {

constexpr std::size_t kBins = 5;
constexpr int kSamples = 200;

/// How likely a model that had `seen` of `points` right has `next` right on as many others.
class BetaBinomial {
 public:
  explicit BetaBinomial(std::size_t points) : points_(points) {
    for (std::size_t i = 0; i <= points; ++i) {
      log_factorial_.push_back(std::lgamma(static_cast<double>(i) + 1));
    }
    for (std::size_t i = 0; i <= 2 * points; ++i) {
      log_gamma_of_half_.push_back(std::lgamma(static_cast<double>(i) + .5));
    }
    log_total_ = std::lgamma(2 * static_cast<double>(points) + 1);
  }

  double operator()(std::size_t next, std::size_t seen) const {
    const std::size_t n = points_;
    const auto& g = log_gamma_of_half_;
    const double binomial = log_factorial_[n] - log_factorial_[next] - log_factorial_[n - next];
    // The gamma functions of a + b are 2 n + 1 and n + 1.
    const double likelihood = g[next + seen] + g[2 * n - next - seen] - log_total_;
    const double prior = g[seen] + g[n - seen] - log_factorial_[n];
    return std::exp(binomial + likelihood - prior);
  }

 private:
  std::size_t points_;
  std::vector<double> log_factorial_;
  std::vector<double> log_gamma_of_half_;
  double log_total_ = 0;
};

/// A case under a candidate, in points: how likely each count is that the seeds or the notebook have.
class Case {
 public:
  explicit Case(const Observation& observation)
      : kernel_(observation.points),
        points_(observation.points),
        published_(count_of(observation.published)) {
    for (const double percent : observation.seeds) {
      seeds_.push_back(count_of(percent));
      ++multiplicity_[seeds_.back()];
    }
  }

  std::size_t published() const { return published_; }
  const std::vector<std::size_t>& seeds() const { return seeds_; }

  double log_likelihood(std::size_t count) {
    return smoothed(sum_over_seeds(count), seeds_.size());
  }

  /// As if this seed had not been.
  double log_likelihood_without(std::size_t seed, std::size_t count) {
    const double sum = sum_over_seeds(count) - kernel_(count, seeds_[seed]);
    return smoothed(std::max(sum, 0.0), seeds_.size() - 1);
  }

  /// Of the published count, with as many of the seeds, drawn with replacement.
  double resampled_log_likelihood(std::mt19937_64& generator) {
    if (published_kernels_.empty()) {
      for (const std::size_t seed : seeds_) published_kernels_.push_back(kernel_(published_, seed));
    }
    double sum = 0;
    for (std::size_t i = 0; i < seeds_.size(); ++i) {
      sum += published_kernels_[draw_below(seeds_.size(), generator)];
    }
    return smoothed(sum, seeds_.size());
  }

 private:
  std::size_t count_of(double percent) const {
    const double share = std::clamp(percent / 100, 0.0, 1.0);
    return static_cast<std::size_t>(std::lround(share * static_cast<double>(points_)));
  }

  double sum_over_seeds(std::size_t count) {
    const auto [found, is_new] = sums_.try_emplace(count, 0);
    if (is_new) {
      for (const auto& [seen, times] : multiplicity_) {
        found->second += static_cast<double>(times) * kernel_(count, seen);
      }
    }
    return found->second;
  }

  double smoothed(double sum, std::size_t seeds) const {
    const double even = 1 / static_cast<double>(points_ + 1);
    return std::log((sum + even) / static_cast<double>(seeds + 1));
  }

  BetaBinomial kernel_;
  std::size_t points_;
  std::size_t published_;
  std::vector<std::size_t> seeds_;
  std::map<std::size_t, std::size_t> multiplicity_;
  std::map<std::size_t, double> sums_;
  std::vector<double> published_kernels_;
};

using Row = std::vector<Case>;

/// A row of which it is known which candidate it came from.
struct HeldOutRow {
  std::size_t candidate;
  /// Under each candidate.
  std::vector<double> log_likelihoods;
};

/// Every seed's row of every candidate; that seed is left out under all of them, for it has the same data.
std::vector<HeldOutRow> held_out_rows(std::vector<Row>& candidates) {
  std::vector<HeldOutRow> rows;
  for (std::size_t truth = 0; truth < candidates.size(); ++truth) {
    for (std::size_t seed = 0; seed < candidates[truth].front().seeds().size(); ++seed) {
      HeldOutRow row{.candidate = truth, .log_likelihoods = {}};
      for (Row& under : candidates) {
        double sum = 0;
        for (std::size_t i = 0; i < under.size(); ++i) {
          sum += under[i].log_likelihood_without(seed, candidates[truth][i].seeds()[seed]);
        }
        row.log_likelihoods.push_back(sum);
      }
      rows.push_back(std::move(row));
    }
  }
  return rows;
}

/// Where the rows' own candidates have the greatest product of weights: the logarithm is concave in the
/// power, and its slope tells on which side of the maximum a power lies.
double best_power(const std::vector<HeldOutRow>& rows) {
  const auto slope = [&](double power) {
    double sum = 0;
    for (const auto& [candidate, log_likelihoods] : rows) {
      const auto weights = posterior_weights(log_likelihoods, power);
      sum += log_likelihoods[candidate];
      for (std::size_t i = 0; i < weights.size(); ++i) sum -= weights[i] * log_likelihoods[i];
    }
    return sum;
  };
  double low = 0;
  double high = 4;
  for (int halvings = 0; halvings < 30; ++halvings) {
    const double middle = (low + high) / 2;
    (slope(middle) > 0 ? low : high) = middle;
  }
  return (low + high) / 2;
}

std::vector<ReliabilityBin> reliability_of(const std::vector<HeldOutRow>& rows, double power) {
  std::vector<ReliabilityBin> bins;
  for (std::size_t i = 0; i < kBins; ++i) {
    bins.push_back({static_cast<double>(i) / kBins, static_cast<double>(i + 1) / kBins, 0, 0, 0});
  }
  for (const auto& [candidate, log_likelihoods] : rows) {
    const auto weights = posterior_weights(log_likelihoods, power);
    for (std::size_t i = 0; i < weights.size(); ++i) {
      ReliabilityBin& bin = bins[std::min(kBins - 1, static_cast<std::size_t>(weights[i] * kBins))];
      ++bin.weights;
      bin.mean_weight += weights[i];
      bin.share_right += i == candidate ? 1 : 0;
    }
  }
  for (ReliabilityBin& bin : bins) {
    if (bin.weights == 0) continue;
    bin.mean_weight /= static_cast<double>(bin.weights);
    bin.share_right /= static_cast<double>(bin.weights);
  }
  return bins;
}

/// Each candidate's weight in every sample.
std::vector<std::vector<double>> resampled_weights(std::vector<Row>& candidates, double power) {
  std::vector<std::vector<double>> drawn(candidates.size());
  std::mt19937_64 generator(0);
  for (int sample = 0; sample < kSamples; ++sample) {
    std::vector<double> log_likelihoods;
    for (Row& row : candidates) {
      double sum = 0;
      for (Case& each : row) sum += each.resampled_log_likelihood(generator);
      log_likelihoods.push_back(sum);
    }
    const auto weights = posterior_weights(log_likelihoods, power);
    for (std::size_t i = 0; i < weights.size(); ++i) drawn[i].push_back(weights[i]);
  }
  return drawn;
}

}  // namespace

double log_likelihood(const Observation& observation) {
  Case of_observation(observation);
  return of_observation.log_likelihood(of_observation.published());
}

std::vector<double> posterior_weights(const std::vector<double>& log_likelihoods, double power) {
  const double largest = *std::max_element(log_likelihoods.begin(), log_likelihoods.end());
  std::vector<double> weights;
  double sum = 0;
  for (const double value : log_likelihoods) {
    weights.push_back(std::exp(power * (value - largest)));
    sum += weights.back();
  }
  for (double& weight : weights) weight /= sum;
  return weights;
}

Inference infer(const std::vector<std::vector<Observation>>& candidates) {
  std::vector<Row> rows;
  std::vector<double> log_likelihoods;
  for (const auto& observations : candidates) {
    Row& row = rows.emplace_back(observations.begin(), observations.end());
    log_likelihoods.push_back(0);
    for (Case& each : row) log_likelihoods.back() += each.log_likelihood(each.published());
  }
  const auto held_out = held_out_rows(rows);
  Inference inference{
      .candidates = {}, .power = best_power(held_out), .reliability = {}, .fit_p_value = 0};
  inference.reliability = reliability_of(held_out, inference.power);
  const auto weights = posterior_weights(log_likelihoods, inference.power);
  const auto drawn = resampled_weights(rows, inference.power);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    inference.candidates.push_back({log_likelihoods[i], weights[i], central_95(drawn[i])});
  }
  const auto best = static_cast<std::size_t>(std::ranges::max_element(weights) - weights.begin());
  std::size_t own = 0;
  std::size_t as_bad = 0;
  for (const HeldOutRow& row : held_out) {
    if (row.candidate != best) continue;
    ++own;
    if (row.log_likelihoods[best] <= log_likelihoods[best]) ++as_bad;
  }
  inference.fit_p_value = static_cast<double>(as_bad + 1) / static_cast<double>(own + 1);
  return inference;
}

}  // namespace spiral
