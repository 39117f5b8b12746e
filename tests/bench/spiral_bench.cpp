// Times an epoch of each engine, of the Python reference and of two other libraries, in turn on one
// core, and the SIMD engine against the core's peak; prints all as JSON.
//
//     spiral-bench [ROUNDS [EPOCHS]]     medians of ROUNDS (5) rounds of EPOCHS (20) epochs each
//
// Machines drift: a ratio is the median of the rounds' ratios, each of neighbouring runs.
#include <sched.h>

#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <limits>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "bench/simd_bench.hpp"
#include "bench/timing.hpp"
#include "engine/evaluate.hpp"
#include "engine/runtime.hpp"
#include "notebook/train.hpp"

namespace {

using namespace spiral;

/// This process and those it starts keep to the core that it is on, and to one thread.
void stay_on_one_core() {
  cpu_set_t core;
  CPU_ZERO(&core);
  CPU_SET(static_cast<std::size_t>(sched_getcpu()), &core);
  sched_setaffinity(0, sizeof core, &core);
  setenv("OPENBLAS_NUM_THREADS", "1", /*overwrite=*/1);
}

double torch_milliseconds(const TrainConfig& config) {
  TrialData data = start_trial({config});
  const auto model = make_model(config, data.generator);
  const TrainHooks hooks{.goes_on = [](std::int64_t, double) { return true; },
                         .stop_requested = [] { return false; }};
  const Stopwatch stopwatch;
  train(config, *model, data.training, data.last_batch, data.generator, hooks);
  return 1000 * stopwatch.seconds() / static_cast<double>(config.epochs);
}

/// A program that, given a network and a number of epochs, prints how many milliseconds one takes.
struct Rival {
  std::string name;
  std::string command;
};

const std::vector<Rival> kRivals{
    {"python", SPIRAL_PYTHON " " SPIRAL_BENCH_DIR "/../parity/reference.py time"},
    {"scikit_learn", SPIRAL_PYTHON " " SPIRAL_BENCH_DIR "/sklearn_epoch.py"},
    {"fann", SPIRAL_FANN_EPOCH}};

/// NaN, which JSON turns into null, where the rival is not installed.
double rival_milliseconds(const Rival& rival, const TrainConfig& config) {
  const std::string command =
      rival.command + " " + shape_name(config.hidden) + " " + std::to_string(config.epochs);
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> output(popen(command.c_str(), "r"),
                                                               &pclose);
  double milliseconds = 0;
  if (output == nullptr || std::fscanf(output.get(), "%lf", &milliseconds) != 1) {
    return std::numeric_limits<double>::quiet_NaN();
  }
  return milliseconds;
}

/// What one epoch took in each round, and how much longer than the simd engine's of that round.
struct Rounds {
  std::vector<double> milliseconds = {};
  std::vector<double> over_simd = {};

  void add(double ms, double simd_ms) {
    milliseconds.push_back(ms);
    over_simd.push_back(ms / simd_ms);
  }
  nlohmann::ordered_json medians() const {
    return {{"ms_per_epoch", median(milliseconds)}, {"over_simd_engine", median(over_simd)}};
  }
};

nlohmann::ordered_json measure(const TrainConfig& config, int rounds) {
  std::vector<Rounds> rivals(kRivals.size());
  Rounds torch;
  Rounds simd;
  std::vector<double> python_over_torch;
  for (int round = 0; round < rounds; ++round) {
    const double simd_ms = simd_milliseconds(config);
    simd.add(simd_ms, simd_ms);
    torch.add(torch_milliseconds(config), simd_ms);
    for (std::size_t i = 0; i < kRivals.size(); ++i) {
      rivals[i].add(rival_milliseconds(kRivals[i], config), simd_ms);
    }
    python_over_torch.push_back(rivals[0].milliseconds.back() / torch.milliseconds.back());
  }
  nlohmann::ordered_json report{{"network", shape_name(config.hidden)}};
  for (std::size_t i = 0; i < kRivals.size(); ++i) report[kRivals[i].name] = rivals[i].medians();
  report["torch_engine"] = torch.medians();
  report["simd_engine_per_seed"] = simd.medians();
  report["python_over_torch_engine"] = median(python_over_torch);
  return report;
}

/// The notebook's own grid, of step 0.01.
nlohmann::ordered_json measure_boundary(int rounds) {
  const TrainConfig config{.hidden = layers(3, 10)};
  TrialData data = start_trial({config});
  const auto model = make_model(config, data.generator);
  std::vector<double> seconds;
  std::size_t points = 0;
  for (int round = 0; round < rounds; ++round) {
    const Stopwatch stopwatch;
    points = probability_grid(*model, config.loss, data.extent, 0.01).values.size();
    seconds.push_back(stopwatch.seconds());
  }
  return {{"network", shape_name(config.hidden)}, {"points", points}, {"seconds", median(seconds)}};
}

}  // namespace

int main(int argc, char** argv) {
  const int rounds = argc > 1 ? std::atoi(argv[1]) : 5;
  const std::int64_t epochs = argc > 2 ? std::atoi(argv[2]) : 20;
  stay_on_one_core();
  prepare_device("cpu");
  const Environment environment = describe_environment("cpu", "torch");
  nlohmann::ordered_json report{{"libtorch", environment.libtorch},
                                {"cpu_capability", environment.cpu_capability},
                                {"blas", environment.blas},
                                {"batch_size", 32},
                                {"rounds", rounds},
                                {"epochs", epochs},
                                {"networks", nlohmann::ordered_json::array()}};
  for (const std::int64_t neurons : {3, 10, 100}) {
    const TrainConfig config{.hidden = layers(3, neurons), .epochs = epochs};
    report["networks"].push_back(measure(config, rounds));
  }
  report["boundary"] = measure_boundary(rounds);
  report["simd"] = simd_report(rounds, epochs);
  std::cout << report.dump(1) << "\n";
}
