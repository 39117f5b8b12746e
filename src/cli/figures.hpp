// Which figures a run leaves, and where.
#pragma once

#include <cstdio>
#include <string>
#include <vector>

#include "experiment/experiment.hpp"
#include "experiment/trial.hpp"
#include "plot/gnuplot.hpp"
#include "plot/plot_options.hpp"

namespace spiral {

/// Where the figures of a run go: decided, and found possible, before any training.
struct PlotPlan {
  PlotFormat format;
  /// gnuplot's name for it.
  std::string terminal;
  PlotOptions options;
  /// Gets the paths of the files, or the characters.
  std::FILE* text_stream;

  /// A picture of each trial's end is needed.
  bool draws_at_the_end() const;
  /// The file of a figure of this name.
  std::string path(const std::string& name) const;
};

/// Finds gnuplot, its terminal and the folder; nothing of it for PlotFormat::none.
/// Throws: PlotError.
PlotPlan plan_plots(const PlotOptions& options, std::FILE* text_stream);

/// Draws the notebook's figures of `experiment` at its first seed and the overview; prints the
/// paths written. `results` are the experiment's own.
/// Throws: PlotError.
void draw_experiment(const Experiment& experiment, const std::vector<TrialResult>& results,
                     const PlotPlan& plan);

/// Draws the training set likewise.
/// Throws: PlotError.
void draw_dataset(const std::vector<LabelledPoint>& points, const PlotPlan& plan);

/// Draws a model's boundary likewise; `name` is the file's without its extension.
/// Throws: PlotError.
void draw_model(const std::string& name, const std::string& shape, const ProbabilityGrid& grid,
                const PlotPlan& plan);

}  // namespace spiral
