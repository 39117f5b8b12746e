// libexec/spiral-exp: the program on LibTorch, which spiral-exp hands over to.
#include "run_command.hpp"

#include <fmt/format.h>

#include <map>

#include "cli/commands/commands.hpp"
#include "engine/fingerprint.hpp"
#include "engine/runtime.hpp"
#include "experiments/catalog.hpp"

namespace spiral {

namespace {

/// The first line has been printed, before LibTorch was loaded.
void print_versions() {
  const Environment environment = describe_environment("cpu", "simd");
  std::string engines;
  for (const EngineTraits& traits : engine_traits()) {
    engines += (engines.empty() ? "" : ", ") + traits.name;
  }
  fmt::print("LibTorch {}\nCPU capability {}\nBLAS {}\nengines {} ({}, {} seeds at once)\n",
             environment.libtorch, environment.cpu_capability, environment.blas, engines,
             environment.simd, simd_lanes());
  fmt::print("arithmetic {}\n", environment.fingerprint);
  for (const auto& [operation, hash] : hash_operations("cpu")) {
    fmt::print("  {:8} {}\n", operation, hash);
  }
}

}  // namespace

void run_command(const std::vector<std::string>&, const Command& command, const Options& options) {
  if (command.experiment != nullptr) {
    return run_exercises(command.name, {*command.experiment}, options);
  }
  const auto run_all = [](const Options& o) { run_exercises("all", catalog(), o); };
  const std::map<std::string, std::function<void(const Options&)>> others{
      {"all", run_all},
      {"check", check_command},
      {"compare", compare_command},
      {"dataset", dataset_command},
      {"infer", infer_command},
      {"merge", merge_command},
      {"plot", plot_command},
      {"predict", predict_command},
      {"report", report_command},
      {"reproduce", reproduce_command},
      {"run", run_file_command},
      {"sweep", sweep_command},
      {"train", train_command},
      {"--version", [](const Options&) { print_versions(); }}};
  others.at(command.name)(options);
}

}  // namespace spiral
