#include <fmt/format.h>

#include "cli/commands/commands.hpp"
#include "cli/run.hpp"
#include "engine/runtime.hpp"
#include "plot/figures.hpp"
#include "plot/gnuplot.hpp"

namespace spiral {

void dataset_command(const Options& options) {
  const PlotPlan plan = check_outputs(options);
  make_folder(options, plan);
  const TrialKey key{.config = usual_config(options.changes), .seed = options.seeds.first};
  const auto points = training_points(key);
  const auto export_failure = write_exports(options.exports, [&](ExportFormat format) {
    return format == ExportFormat::json
               ? points_json(points, key, describe_environment("cpu", "torch"))
               : points_csv(points);
  });
  if (!uses_standard_output(options.exports)) fmt::print("{}", points_table(points));
  std::exception_ptr figure_failure;
  try {
    draw_figure(plan.format == PlotFormat::ascii
                    ? text_points("training set", points, text_size(plan.text_stream))
                    : vis_data(points, plan.style()),
                plan);
  } catch (...) {
    figure_failure = std::current_exception();
  }
  finish({export_failure, figure_failure});
}

}  // namespace spiral
