#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <utility>

#include "cli/commands.hpp"
#include "cli/plan.hpp"
#include "cli/point_file.hpp"
#include "cli/usage_error.hpp"

namespace spiral {

namespace {

std::vector<LabelledPoint> read_data(const Options& options) {
  for (const std::string name : {"train-size", "noise"}) {
    if (options.given.contains(name)) {
      throw UsageError("--" + name + " with --data: allowed with the spirals alone");
    }
  }
  for (const Export& target : options.exports) {
    std::error_code missing;
    if (std::filesystem::equivalent(target.path, *options.data, missing)) {
      throw UsageError(target.option, target.path,
                       "--data is read from there; allowed is another file");
    }
  }
  return read_labelled_points(open_points(*options.data), static_cast<std::size_t>(kMostPoints));
}

/// A fifth is held out, or as many as the user says; the rest is trained on.
void fit_sizes(Setting& setting, std::size_t points, const Options& options) {
  const auto n = static_cast<std::int64_t>(points);
  if (!options.given.contains("val-size")) setting.val_size = std::max<std::int64_t>(1, n / 5);
  setting.train_size = n - setting.val_size;
  setting.noise = 0;
  if (setting.train_size < 1) {
    throw UsageError(fmt::format("{} of the {} points of {} to validate on: allowed are fewer",
                                 setting.val_size, n, *options.data));
  }
  if (!options.given.contains("batch-size")) {
    setting.batch_size = std::min(setting.batch_size, setting.train_size);
  }
}

std::string summary(const Setting& setting, const Options& options) {
  return fmt::format("{}, {}, {} {} on {}", to_string(setting.activation), to_string(setting.loss),
                     to_string(setting.optimizer), value_name(setting.learning_rate),
                     options.data ? *options.data : "the spirals");
}

}  // namespace

int train_command(const Options& options) {
  Setting setting = usual_setting(options);
  setting.name = shape_name(setting.hidden);
  RunPlan plan{.engine = {.keeps_weights = true, .patience = options.patience}};
  if (options.data) {
    auto points = std::make_shared<const std::vector<LabelledPoint>>(read_data(options));
    fit_sizes(setting, points->size(), options);
    plan.engine.points = std::move(points);
  }
  const Experiment experiment{.name = "train",
                              .summary = summary(setting, options),
                              .varied = "Network",
                              .settings = {setting}};
  Options values_are_set = options;
  values_are_set.overrides.clear();
  return run_command("train", {experiment}, values_are_set, plan);
}

}  // namespace spiral
