#include "bench/simd_bench.hpp"

#include <numeric>

#include "bench/timing.hpp"
#include "core/experiment.hpp"
#include "engine/engine.hpp"
#include "engine/runtime.hpp"
#include "engine/simd/random_permutations.hpp"

namespace spiral {

namespace {

/// Of an epoch and seed: two a multiply-add of the forward product, of the weights' gradient and,
/// behind the first layer, of the inputs' gradient; nothing else.
double flops(const TrainConfig& config) {
  double multiply_adds = 0;
  std::int64_t fan_in = 2;
  std::vector<std::int64_t> widths = config.hidden;
  widths.push_back(1);
  for (const std::int64_t width : widths) {
    const int products = multiply_adds == 0 ? 2 : 3;
    multiply_adds += static_cast<double>(products * fan_in * width);
    fan_in = width;
  }
  return 2 * multiply_adds * static_cast<double>(config.train_size);
}

double permutation_milliseconds(const TrainConfig& config) {
  simd::RandomPermutations permutations(static_cast<std::size_t>(config.train_size));
  std::vector<double> milliseconds;
  for (std::int64_t epoch = 0; epoch < config.epochs; ++epoch) {
    std::vector<std::uint32_t> seeds(simd_lanes());
    std::iota(seeds.begin(), seeds.end(), static_cast<std::uint32_t>(epoch));
    const Stopwatch stopwatch;
    permutations.draw(seeds);
    milliseconds.push_back(1000 * stopwatch.seconds() / static_cast<double>(simd_lanes()));
  }
  return median(milliseconds);
}

Cases cases_of_the_goals(std::int64_t epochs) {
  Cases cases;
  for (const std::int64_t neurons : {3, 7, 10, 100}) {
    const TrainConfig config{.hidden = layers(3, neurons), .epochs = epochs};
    cases.push_back({.label = shape_name(config.hidden), .config = config});
  }
  const Case base = cases[2];
  const auto add = [&](const Cases& varied) {
    for (const Case& item : varied) {
      cases.push_back(item);
      cases.back().label = base.label + "/" + item.label;
    }
  };
  add(sweep(base.config, &TrainConfig::activation,
            {Activation::sigmoid, Activation::tanh, Activation::elu}));
  add(sweep(base.config, &TrainConfig::optimizer,
            {Optimizer::adam, Optimizer::rmsprop, Optimizer::adadelta, Optimizer::adagrad}));
  return cases;
}

/// Notes when each epoch of the first seed ends.
class EpochClock : public TrainingObserver {
 public:
  void on_epoch(const EpochEnd& end) override {
    if (end.trial == 0) ends_.push_back(stopwatch_.seconds());
  }

  /// Without the first epoch, whose time has all in it that comes before.
  std::vector<double> durations() const {
    std::vector<double> durations(ends_.size());
    std::adjacent_difference(ends_.begin(), ends_.end(), durations.begin());
    durations.erase(durations.begin());
    return durations;
  }

 private:
  Stopwatch stopwatch_;
  std::vector<double> ends_;
};

}  // namespace

double simd_milliseconds(const TrainConfig& config) {
  std::vector<std::uint64_t> seeds(simd_lanes());
  std::iota(seeds.begin(), seeds.end(), std::uint64_t{0});
  EpochClock clock;
  make_engine("simd", {})->train(config, {}, seeds, clock);
  return 1000 * median(clock.durations()) / static_cast<double>(simd_lanes());
}

nlohmann::ordered_json simd_report(int rounds, std::int64_t epochs) {
  const Cases cases = cases_of_the_goals(epochs);
  std::vector<double> peak;
  std::vector<double> permutation_share;
  std::vector<std::vector<double>> milliseconds(cases.size());
  std::vector<std::vector<double>> share(cases.size());
  for (int round = 0; round < rounds; ++round) {
    for (std::size_t i = 0; i < cases.size(); ++i) {
      const auto& [label, config] = std::tie(cases[i].label, cases[i].config);
      peak.push_back(fma_peak_gflops());
      milliseconds[i].push_back(simd_milliseconds(config));
      share[i].push_back(flops(config) / milliseconds[i].back() * 1e-6 / peak.back());
      if (label == "3x7") {
        permutation_share.push_back(permutation_milliseconds(config) / milliseconds[i].back());
      }
    }
  }
  auto networks = nlohmann::ordered_json::array();
  for (std::size_t i = 0; i < cases.size(); ++i) {
    const double ms = median(milliseconds[i]);
    networks.push_back({{"network", cases[i].label},
                        {"ms_per_epoch_and_seed", ms},
                        {"gflops", flops(cases[i].config) / ms * 1e-6},
                        {"share_of_peak", median(share[i])}});
  }
  return {{"lanes", simd_lanes()},
          {"fma_peak_gflops", median(peak)},
          {"permutations_share_of_3x7", median(permutation_share)},
          {"networks", networks}};
}

}  // namespace spiral
