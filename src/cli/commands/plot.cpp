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
  draw_figure(model_figure(std::filesystem::path(options.positional).stem(), model.shape(),
                           model.boundary(options.plot.grid_step), plan.style()),
              plan);
}

}  // namespace spiral
