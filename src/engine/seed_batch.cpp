#include "engine/seed_batch.hpp"

#include <utility>

#include "engine/side_by_side.hpp"
#include "notebook/random_state.hpp"

namespace spiral {

SeedBatch::SeedBatch(const TrainConfig& config, const Place& place,
                     const std::vector<std::uint64_t>& seeds, const OwnPoints& points,
                     std::size_t whole, std::size_t threads)
    : config_(config), threads_(threads), seeds_(seeds.size()) {
  data_.resize(seeds_);
  side_by_side(seeds_, threads_, [&](std::size_t i) {
    data_[i] = start_trial({config, seeds[i], place}, points);
  });
  while (data_.size() % whole != 0) {
    TrialData repeated = data_.front();
    repeated.generator = copy_of(repeated.generator);
    data_.push_back(std::move(repeated));
  }
  models_.resize(data_.size());
  side_by_side(models_.size(), threads_,
               [&](std::size_t i) { models_[i] = initial_model(data_[i]); });
}

std::vector<TrialResult> SeedBatch::train(TrainingObserver& observer) {
  std::vector<std::vector<double>> train_errors(seeds_);
  for (std::int64_t epoch = 1; epoch <= config_.epochs; ++epoch) {
    const auto errors = train_epoch(observer);
    for (std::size_t i = 0; i < seeds_; ++i) {
      train_errors[i].push_back(errors[i]);
      observer.on_epoch(
          {i, epoch, errors[i], [&](double step) { return map_of(model(i), data_[i], step); }});
    }
  }
  auto trained = outputs(observer);
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - begin_;
  std::vector<TrialResult> results(seeds_);
  side_by_side(seeds_, threads_, [&](std::size_t i) {
    trained[i].train_error = std::move(train_errors[i]);
    results[i] =
        evaluate(data_[i], std::move(trained[i]), seconds.count() / static_cast<double>(seeds_));
  });
  return results;
}

std::vector<std::uint32_t> SeedBatch::draw_permutation_seeds() {
  std::vector<std::uint32_t> seeds;
  for (TrialData& data : data_) {
    seeds.push_back(static_cast<std::uint32_t>(draw_permutation_seed(data.generator)));
  }
  return seeds;
}

}  // namespace spiral
