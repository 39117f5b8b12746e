#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

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

/// What a feature's numbers average to, and how far they spread.
struct Feature {
  double mean;
  double deviation;
};

Feature feature(const std::vector<LabelledPoint>& points, float LabelledPoint::*of) {
  const auto n = static_cast<double>(points.size());
  double sum = 0;
  for (const LabelledPoint& point : points) sum += static_cast<double>(point.*of);
  double squares = 0;
  for (const LabelledPoint& point : points) {
    const double difference = static_cast<double>(point.*of) - sum / n;
    squares += difference * difference;
  }
  return {sum / n, std::sqrt(squares / n)};
}

/// Of data that are allowed, but teach a network little.
std::vector<std::string> remarks(const std::vector<LabelledPoint>& points, const Setting& setting) {
  std::vector<std::string> remarks;
  const auto ones = std::count_if(points.begin(), points.end(),
                                  [](const LabelledPoint& point) { return point.label == 1; });
  if (ones == 0 || static_cast<std::size_t>(ones) == points.size()) {
    remarks.push_back(fmt::format("every label is {}", points.front().label));
  }
  if (std::min(setting.train_size, setting.val_size) < 10) {
    remarks.push_back(fmt::format("few points: {} to train on, {} to validate on",
                                  setting.train_size, setting.val_size));
  }
  for (const auto& [name, of] :
       {std::pair{"first", &LabelledPoint::x}, std::pair{"second", &LabelledPoint::y}}) {
    const auto [mean, deviation] = feature(points, of);
    // The spirals' are 0 and about 4.
    const bool usual = deviation > 0.1 && deviation < 20 && std::abs(mean) < 10 * deviation;
    if (usual) continue;
    remarks.push_back(
        fmt::format("the {} feature has mean {:.3g} and deviation {:.3g}; networks learn best from "
                    "features near mean 0 and deviation 1",
                    name, mean, deviation));
  }
  return remarks;
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
    plan.remarks = remarks(*points, setting);
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
