#include <fmt/format.h>

#include <algorithm>

#include "cli/commands.hpp"
#include "cli/plan.hpp"
#include "cli/usage_error.hpp"

namespace spiral {

namespace {

/// Refused before they are listed: a few more values make millions of combinations.
void check_combinations(const Options& options) {
  constexpr std::size_t kMost = 10'000;
  std::size_t count = 1;
  for (const Variation& variation : options.variations) {
    count = std::min(kMost + 1, count * variation.values.size());
  }
  if (count > kMost) {
    throw UsageError(
        fmt::format("--vary: the values have more than {} combinations, the most allowed", kMost));
  }
}

void check_given_once(const Options& options) {
  for (const auto& [parameter, values] : options.variations) {
    if (!options.given.contains(parameter)) continue;
    throw UsageError(
        fmt::format("--{} with --vary {}: allowed is one of them", parameter, parameter));
  }
}

/// The combinations as an exercise of their own; each is named like the notebook's, "0.1/3x5".
Experiment swept(const Options& options) {
  const Setting base = usual_setting(options);
  Experiment sweep{.name = "sweep", .summary = {}, .varied = {}, .settings = {}};
  for (const Variation& variation : options.variations) {
    sweep.varied += (sweep.varied.empty() ? "" : "/") + variation.parameter;
  }
  sweep.summary = "Every combination of " + sweep.varied;
  for (const Candidate& candidate : combinations(options.variations)) {
    Setting setting = base;
    for (const Override& override : candidate.overrides) override(setting);
    setting.name = candidate.values;
    sweep.settings.push_back(std::move(setting));
  }
  return sweep;
}

}  // namespace

int sweep_command(const Options& options) {
  if (options.variations.empty()) {
    throw UsageError("--vary is missing; it takes values, as --vary learning-rate=0.01,0.1,1");
  }
  check_given_once(options);
  check_combinations(options);
  Options values_are_set = options;
  values_are_set.overrides.clear();
  return run_command("sweep", {swept(options)}, values_are_set, {.uses_store = true});
}

}  // namespace spiral
