// Times an epoch of each engine and of the Python reference, in turn on one core, and the fused
// engine against the core's peak; prints all as JSON.
//
//     spiral-bench [ROUNDS [EPOCHS]]     medians of ROUNDS (5) rounds of EPOCHS (20) epochs each
//
// These machines drift: the ratio is the median of the rounds' ratios, each of two neighbouring
// runs.
#include <sched.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>

#include "bench/fused_bench.hpp"
#include "engine/device.hpp"
#include "engine/environment.hpp"
#include "engine/stopwatch.hpp"
#include "engine/trial_start.hpp"
#include "evaluation/decision_boundary.hpp"
#include "training/train.hpp"

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

double our_milliseconds(const Setting& setting) {
  TrialStart start = start_trial({"bench", setting, 0});
  const auto model = make_model(setting, start.generator);
  const auto begin = std::chrono::steady_clock::now();
  train(setting, *model, start.training, start.generator, TrainObserver{});
  const std::chrono::duration<double, std::milli> elapsed =
      std::chrono::steady_clock::now() - begin;
  return elapsed.count() / static_cast<double>(setting.epochs);
}

double python_milliseconds(const Setting& setting) {
  const std::string command = std::string(SPIRAL_PYTHON) + " " + SPIRAL_REFERENCE + " time " +
                              setting.name + " " + std::to_string(setting.epochs);
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> output(popen(command.c_str(), "r"),
                                                               &pclose);
  double milliseconds = 0;
  if (output == nullptr || std::fscanf(output.get(), "%lf", &milliseconds) != 1) {
    throw std::runtime_error("no figure from: " + command);
  }
  return milliseconds;
}

nlohmann::ordered_json measure(const Setting& setting, int rounds) {
  std::vector<double> ours;
  std::vector<double> python;
  std::vector<double> fused;
  std::vector<double> ratio;
  std::vector<double> fused_ratio;
  for (int round = 0; round < rounds; ++round) {
    ours.push_back(our_milliseconds(setting));
    python.push_back(python_milliseconds(setting));
    fused.push_back(fused_milliseconds(setting));
    ratio.push_back(python.back() / ours.back());
    fused_ratio.push_back(python.back() / fused.back());
  }
  return {{"network", setting.name},
          {"torch_engine_ms_per_epoch", median(ours)},
          {"python_ms_per_epoch", median(python)},
          {"fused_engine_ms_per_epoch_and_seed", median(fused)},
          {"python_over_torch_engine", median(ratio)},
          {"python_over_fused_engine", median(fused_ratio)}};
}

/// The notebook's own grid, of step 0.01.
nlohmann::ordered_json measure_boundary(int rounds) {
  const Setting setting{.name = "3x10", .hidden = layers(3, 10)};
  TrialStart start = start_trial({"bench", setting, 0});
  const auto model = make_model(setting, start.generator);
  std::vector<double> seconds;
  std::size_t points = 0;
  for (int round = 0; round < rounds; ++round) {
    const Stopwatch stopwatch;
    points =
        probability_grid(*model, setting.loss, start.validation.inputs, 0.01).probability.size();
    seconds.push_back(stopwatch.seconds());
  }
  return {{"network", setting.name}, {"points", points}, {"seconds", median(seconds)}};
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
    const Setting setting{
        .name = "3x" + value_name(neurons), .hidden = layers(3, neurons), .epochs = epochs};
    report["networks"].push_back(measure(setting, rounds));
  }
  report["boundary"] = measure_boundary(rounds);
  report["fused"] = fused_report(rounds, epochs);
  std::cout << report.dump(1) << "\n";
}
