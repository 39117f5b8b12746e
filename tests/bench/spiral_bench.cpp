// Times an epoch of each engine, of the Python reference and of two other libraries, in turn on one
// core, and the fused engine against the core's peak; prints all as JSON.
//
//     spiral-bench [ROUNDS [EPOCHS]]     medians of ROUNDS (5) rounds of EPOCHS (20) epochs each
//
// Machines drift: a ratio is the median of the rounds' ratios, each of neighbouring runs.
#include <sched.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <limits>
#include <memory>
#include <nlohmann/json.hpp>
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

double torch_milliseconds(const Setting& setting) {
  TrialStart start = start_trial({"bench", setting, 0});
  const auto model = make_model(setting, start.generator);
  const auto begin = std::chrono::steady_clock::now();
  train(setting, *model, start.training, start.generator, TrainObserver{});
  const std::chrono::duration<double, std::milli> elapsed =
      std::chrono::steady_clock::now() - begin;
  return elapsed.count() / static_cast<double>(setting.epochs);
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
double rival_milliseconds(const Rival& rival, const Setting& setting) {
  const std::string command =
      rival.command + " " + setting.name + " " + std::to_string(setting.epochs);
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> output(popen(command.c_str(), "r"),
                                                               &pclose);
  double milliseconds = 0;
  if (output == nullptr || std::fscanf(output.get(), "%lf", &milliseconds) != 1) {
    return std::numeric_limits<double>::quiet_NaN();
  }
  return milliseconds;
}

/// What one epoch took in each round, and how much longer than the fused engine's of that round.
struct Rounds {
  std::vector<double> milliseconds = {};
  std::vector<double> over_fused = {};

  void add(double ms, double fused_ms) {
    milliseconds.push_back(ms);
    over_fused.push_back(ms / fused_ms);
  }
  nlohmann::ordered_json medians() const {
    return {{"ms_per_epoch", median(milliseconds)}, {"over_fused_engine", median(over_fused)}};
  }
};

nlohmann::ordered_json measure(const Setting& setting, int rounds) {
  std::vector<Rounds> rivals(kRivals.size());
  Rounds torch;
  Rounds fused;
  std::vector<double> python_over_torch;
  for (int round = 0; round < rounds; ++round) {
    const double fused_ms = fused_milliseconds(setting);
    fused.add(fused_ms, fused_ms);
    torch.add(torch_milliseconds(setting), fused_ms);
    for (std::size_t i = 0; i < kRivals.size(); ++i) {
      rivals[i].add(rival_milliseconds(kRivals[i], setting), fused_ms);
    }
    python_over_torch.push_back(rivals[0].milliseconds.back() / torch.milliseconds.back());
  }
  nlohmann::ordered_json report{{"network", setting.name}};
  for (std::size_t i = 0; i < kRivals.size(); ++i) report[kRivals[i].name] = rivals[i].medians();
  report["torch_engine"] = torch.medians();
  report["fused_engine_per_seed"] = fused.medians();
  report["python_over_torch_engine"] = median(python_over_torch);
  return report;
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
    points = probability_grid(*model, setting.loss, spiral_plane(start.validation.inputs), 0.01)
                 .probability.size();
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
