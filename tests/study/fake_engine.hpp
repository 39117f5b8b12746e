// An engine that trains nothing: its results tell what it was asked for.
#pragma once

#include <cstdint>
#include <functional>
#include <mutex>
#include <vector>

#include "engine/engine.hpp"
#include "study/plan.hpp"

namespace spiral {

inline const EngineTraits kFakeTraits{.name = "fake", .runs_on_cuda = false, .stops_early = false};

class FakeEngine : public Engine {
 public:
  using Seeds = std::vector<std::uint64_t>;
  using Start = std::function<void(const TrainConfig&, const Seeds&, TrainingObserver&)>;

  /// `on_start` is called as each batch begins, and may throw.
  explicit FakeEngine(std::size_t max_seeds = 1, Start on_start = {})
      : Engine(kFakeTraits), max_seeds_(max_seeds), on_start_(std::move(on_start)) {}

  std::size_t max_seeds(const TrainConfig&) const override { return max_seeds_; }
  double cost(const TrainConfig& config) const override {
    return static_cast<double>(config.epochs);
  }
  bool has_python_bits(const std::vector<TrainConfig>&) const override { return true; }

  std::vector<TrialResult> train(const TrainConfig& config, const Place& place, const Seeds& seeds,
                                 TrainingObserver& observer) const override {
    if (on_start_) on_start_(config, seeds, observer);
    if (observer.stop_requested()) throw Interrupted();
    std::vector<TrialResult> results;
    for (std::size_t i = 0; i < seeds.size(); ++i) {
      for (std::int64_t epoch = 1; epoch <= config.epochs; ++epoch) {
        observer.on_epoch({i, epoch, 0, no_map_});
      }
      TrialResult& result = results.emplace_back();
      result.key = {config, seeds[i], place};
      result.train_error.assign(static_cast<std::size_t>(config.epochs), 0.25);
      result.weights.assign(static_cast<std::size_t>(parameter_count(config)),
                            static_cast<float>(seeds[i]));
    }
    const std::lock_guard lock(mutex_);
    batches_.push_back(seeds);
    return results;
  }

  /// The seeds of each batch that was trained, in the order of their ends.
  std::vector<Seeds> batches() const { return batches_; }

 private:
  const std::size_t max_seeds_;
  const Start on_start_;
  const MapPrediction no_map_ = {};
  mutable std::mutex mutex_;
  mutable std::vector<Seeds> batches_;
};

/// A study of one exercise with a case of each of these counts of epochs, labelled by it.
inline Study study_of_epochs(const std::vector<std::int64_t>& epochs, const SeedRange& seeds = {}) {
  return {.command = "test",
          .experiments = {{.name = "test",
                           .summary = {},
                           .varied = "Epochs",
                           .cases = sweep({}, &TrainConfig::epochs, epochs)}},
          .seeds = seeds};
}

}  // namespace spiral
