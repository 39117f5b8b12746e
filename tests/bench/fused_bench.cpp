#include "bench/fused_bench.hpp"

#include <algorithm>
#include <numeric>

#include "bench/fma_peak.hpp"
#include "engine/fused/random_orders.hpp"
#include "engine/fused_engine.hpp"
#include "engine/stopwatch.hpp"

namespace spiral {

namespace {

/// Of an epoch and seed: two a multiply-add of the forward product, of the weights' gradient and,
/// behind the first layer, of the inputs' gradient; nothing else.
double flops(const Setting& setting) {
  double multiply_adds = 0;
  std::int64_t fan_in = 2;
  std::vector<std::int64_t> widths = setting.hidden;
  widths.push_back(1);
  for (const std::int64_t width : widths) {
    const int products = multiply_adds == 0 ? 2 : 3;
    multiply_adds += static_cast<double>(products * fan_in * width);
    fan_in = width;
  }
  return 2 * multiply_adds * static_cast<double>(setting.train_size);
}

double order_milliseconds(const Setting& setting) {
  fused::RandomOrders orders(static_cast<std::size_t>(setting.train_size));
  std::vector<double> milliseconds;
  for (std::int64_t epoch = 0; epoch < setting.epochs; ++epoch) {
    std::vector<std::uint32_t> seeds(fused_lanes());
    std::iota(seeds.begin(), seeds.end(), static_cast<std::uint32_t>(epoch));
    const Stopwatch stopwatch;
    orders.draw(seeds);
    milliseconds.push_back(1000 * stopwatch.seconds() / static_cast<double>(fused_lanes()));
  }
  return median(milliseconds);
}

std::vector<Setting> settings_of_the_goals(std::int64_t epochs) {
  std::vector<Setting> settings;
  for (const std::int64_t neurons : {3, 7, 10, 100}) {
    settings.push_back(
        {.name = "3x" + value_name(neurons), .hidden = layers(3, neurons), .epochs = epochs});
  }
  const Setting base = settings[2];
  const auto add = [&](const std::vector<Setting>& varied) {
    for (const Setting& setting : varied) {
      settings.push_back(setting);
      settings.back().name = base.name + "/" + setting.name;
    }
  };
  add(sweep(base, &Setting::activation, {Activation::sigmoid, Activation::tanh, Activation::elu}));
  add(sweep(base, &Setting::optimizer,
            {Optimizer::adam, Optimizer::rmsprop, Optimizer::adadelta, Optimizer::adagrad}));
  return settings;
}

}  // namespace

double median(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

double fused_milliseconds(const Setting& setting) {
  std::vector<Trial> trials;
  for (std::uint64_t seed = 0; seed < fused_lanes(); ++seed) {
    trials.push_back({"bench", setting, seed});
  }
  std::vector<double> ends;
  Stopwatch stopwatch;
  const PieceObserver observer{
      .on_epoch = [&](std::size_t trial, std::int64_t, double, const Snapshot&) {
        if (trial == 0) ends.push_back(stopwatch.seconds());
      }};
  run_fused_trials(trials, {}, observer);
  std::adjacent_difference(ends.begin(), ends.end(), ends.begin());
  ends.erase(ends.begin());  // the first epoch's, with all that comes before it
  return 1000 * median(ends) / static_cast<double>(fused_lanes());
}

nlohmann::ordered_json fused_report(int rounds, std::int64_t epochs) {
  const auto settings = settings_of_the_goals(epochs);
  std::vector<double> peak;
  std::vector<double> order_share;
  std::vector<std::vector<double>> milliseconds(settings.size());
  std::vector<std::vector<double>> share(settings.size());
  for (int round = 0; round < rounds; ++round) {
    for (std::size_t i = 0; i < settings.size(); ++i) {
      peak.push_back(fma_peak_gflops());
      milliseconds[i].push_back(fused_milliseconds(settings[i]));
      share[i].push_back(flops(settings[i]) / milliseconds[i].back() * 1e-6 / peak.back());
      if (settings[i].name == "3x7") {
        order_share.push_back(order_milliseconds(settings[i]) / milliseconds[i].back());
      }
    }
  }
  auto networks = nlohmann::ordered_json::array();
  for (std::size_t i = 0; i < settings.size(); ++i) {
    const double ms = median(milliseconds[i]);
    networks.push_back({{"network", settings[i].name},
                        {"ms_per_epoch_and_seed", ms},
                        {"gflops", flops(settings[i]) / ms * 1e-6},
                        {"share_of_peak", median(share[i])}});
  }
  return {{"lanes", fused_lanes()},
          {"fma_peak_gflops", median(peak)},
          {"orders_share_of_3x7", median(order_share)},
          {"networks", networks}};
}

}  // namespace spiral
