#include <filesystem>

#include "cli/commands.hpp"
#include "cli/figures.hpp"
#include "cli/model_file.hpp"
#include "engine/saved_model.hpp"

namespace spiral {

int plot_command(const Options& options) {
  const Checkpoint checkpoint = load_model(options.operand);
  const PlotPlan plan = plan_plots(options.plot, stdout);
  SavedModel model(checkpoint);
  draw_model(std::filesystem::path(options.operand).stem(), shape_name(checkpoint.hidden),
             model.boundary(options.plot.grid_step), plan);
  return kExitDone;
}

}  // namespace spiral
