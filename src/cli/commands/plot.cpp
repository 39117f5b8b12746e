#include <filesystem>

#include "cli/commands/commands.hpp"
#include "cli/run.hpp"
#include "engine/saved_model.hpp"
#include "plot/figures.hpp"
#include "plot/gnuplot.hpp"

namespace spiral {

void plot_command(const Options& options) {
  SavedModel model(options.positional);
  const PlotPlan plan = check_outputs(options);
  make_folder(options, plan);
  const std::string name = std::filesystem::path(options.positional).stem();
  const ProbabilityGrid grid = model.boundary(options.plot.grid_step);
  draw_figure(
      plan.format == PlotFormat::ascii
          ? text_boundary(name + " (" + model.shape() + ")", grid, text_size(plan.text_stream))
          : model_figure(name, model.shape(), grid, plan.style()),
      plan);
}

}  // namespace spiral
