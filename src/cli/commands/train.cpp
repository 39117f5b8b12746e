#include <fmt/format.h>

#include <memory>
#include <utility>

#include "cli/commands/commands.hpp"
#include "cli/point_file.hpp"
#include "cli/run.hpp"
#include "core/text.hpp"

namespace spiral {

void train_command(const Options& options) {
  check_data_options(options);
  TrainConfig config = usual_config(options.changes);
  Options with_points = options;
  std::vector<std::string> warnings;
  if (options.data) {
    auto [points, remarks] = read_own_points(options);
    fit_sizes(config, points.size(), options);
    const auto data = std::make_shared<const PointSet>(PointSet{std::move(points)});
    warnings = data_warnings(*data, config);
    warnings.insert(warnings.begin(), remarks.begin(), remarks.end());
    with_points.training.of_engine.points = data;
  }
  const Case model{.label = shape_name(config.hidden),
                   .config = config,
                   .place = place_outside_notebook(config)};
  const std::string summary =
      fmt::format("{}, {}, {} {} on {}", to_string(config.activation), to_string(config.loss),
                  to_string(config.optimizer), to_text(config.learning_rate),
                  options.data.value_or("the spirals"));
  const Experiment experiment{
      .name = "train", .summary = summary, .varied = "Network", .cases = {model}};
  run_and_report({"train", {experiment}, options.seeds}, with_points, /*is_stored=*/false,
                 warnings);
}

}  // namespace spiral
