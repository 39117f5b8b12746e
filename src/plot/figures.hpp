// The notebook's figures, from records to gnuplot commands. Pure text, no process.
#pragma once

#include <string>
#include <vector>

#include "core/experiment.hpp"
#include "plot/panel.hpp"
#include "study/plan.hpp"

namespace spiral {

/// Commands for one page of any gnuplot terminal, data inline.
struct Figure {
  /// For a file's name: lower case, no extension.
  std::string name;
  /// Units: pixels.
  int width;
  int height;
  std::string commands;
};

/// A case's result at one seed, and what its model makes of the plane.
struct MappedResult {
  const Case* item;
  const TrialResult* result;
  PredictionMap map;
};

/// The training set, 5 by 5 inches.
/// Source: the notebook's `vis_data`.
Figure vis_data(const std::vector<LabelledPoint>& points);

/// Convergence, real data, predictions with the accuracy, decision boundary.
/// Source: the notebook's `compare_pred`.
Figure compare_pred(const Experiment& experiment, const MappedResult& mapped,
                    const PanelStyle& style);

/// Convergence so far and the decision boundary now, side by side: what a live view shows.
Figure training_figure(const PlannedTrial& trial, const std::vector<double>& train_error,
                       const PredictionMap& map, const PanelStyle& style);

/// The decision boundary after one epoch, for an animation, whose frames share one preamble.
Figure frame_figure(const PlannedTrial& trial, std::int64_t epoch, const PredictionMap& map,
                    const PanelStyle& style);

/// The decision boundary of a model of this shape that came from a file of this name.
Figure model_figure(const std::string& file, const std::string& shape, const ProbabilityGrid& grid,
                    const PanelStyle& style);

/// The convergence plot alone.
Figure convergence_figure(const Experiment& experiment, const TrialResult& result);

/// One figure a learning rate: the models' curves together, then their boundaries. `mapped` are
/// those of one rate and one seed.
Figure learning_rate_figure(const std::vector<MappedResult>& mapped, const PanelStyle& style);

/// All cases' boundaries at the first seed, `mapped`, with ours beside the published accuracy, and
/// with several seeds the accuracy of each, the published one marked.
Figure overview_figure(const ExperimentResults& results, const std::vector<MappedResult>& mapped,
                       const PanelStyle& style);

}  // namespace spiral
