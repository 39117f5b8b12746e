#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "cli/commands.hpp"
#include "cli/exports.hpp"
#include "cli/figures.hpp"
#include "engine/environment.hpp"
#include "engine/torch_engine.hpp"
#include "report/csv.hpp"
#include "report/json.hpp"
#include "report/table.hpp"

namespace spiral {

namespace {

std::string points_csv(const std::vector<LabelledPoint>& points) {
  std::string text = csv_line({"x", "y", "label"});
  for (const auto& [x, y, label] : points) {
    text += csv_line({fmt::to_string(x), fmt::to_string(y), fmt::to_string(label)});
  }
  return text;
}

std::string points_json(const std::vector<LabelledPoint>& points, const Trial& trial) {
  nlohmann::ordered_json json{
      {"schema", 1},
      {"environment", environment_json(describe_environment("cpu", "torch"))},
      {"seed", trial.seed},
      {"train_size", trial.setting.train_size},
      {"noise", trial.setting.noise},
      {"x", nlohmann::json::array()},
      {"y", nlohmann::json::array()},
      {"label", nlohmann::json::array()}};
  for (const auto& [x, y, label] : points) {
    json["x"].push_back(x);
    json["y"].push_back(y);
    json["label"].push_back(label);
  }
  return json.dump() + "\n";
}

Table describe(const std::vector<LabelledPoint>& points) {
  Table table{.header = {"label", "points", "x from", "x to", "y from", "y to"}, .rows = {}};
  for (const int label : {0, 1}) {
    std::vector<LabelledPoint> own;
    std::copy_if(points.begin(), points.end(), std::back_inserter(own),
                 [&](const LabelledPoint& p) { return p.label == label; });
    const auto by_x = [](const auto& a, const auto& b) { return a.x < b.x; };
    const auto by_y = [](const auto& a, const auto& b) { return a.y < b.y; };
    const auto [left, right] = std::minmax_element(own.begin(), own.end(), by_x);
    const auto [low, high] = std::minmax_element(own.begin(), own.end(), by_y);
    const auto coordinate = [](float value) { return fmt::format("{:.2f}", value); };
    table.rows.push_back({fmt::to_string(label), fmt::to_string(own.size()), coordinate(left->x),
                          coordinate(right->x), coordinate(low->y), coordinate(high->y)});
  }
  return table;
}

}  // namespace

int dataset_command(const Options& options) {
  check_exports(options.exports);
  const bool exports_to_output = uses_standard_output(options.exports);
  const PlotPlan plan = plan_plots(options.plot, exports_to_output ? stderr : stdout);
  Trial trial{.experiment = "dataset", .setting = {}, .seed = options.seed};
  for (const Override& override : options.overrides) override(trial.setting);
  const auto points = training_points(trial);
  const auto export_failure = write_exports(options.exports, [&](ExportFormat format) {
    return format == ExportFormat::json ? points_json(points, trial) : points_csv(points);
  });
  if (!exports_to_output) fmt::print("{}", render_console(describe(points)));
  draw_dataset(points, plan);
  if (export_failure) throw *export_failure;
  return kExitDone;
}

}  // namespace spiral
