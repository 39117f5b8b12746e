// The notebook's figures, from records to gnuplot commands. Pure text, no process.
#pragma once

#include <string>
#include <vector>

#include "core/experiment.hpp"
#include "plot/page.hpp"
#include "plot/style.hpp"
#include "study/plan.hpp"

namespace spiral {

/// A case's results, and what the median seed's model makes of the plane.
struct MappedCase {
  const CaseResults* of_case;
  const TrialResult* median;
  PredictionMap map;
};

/// The training set, 5 by 5 inches.
/// Source: the notebook's `vis_data`.
Figure vis_data(const std::vector<LabelledPoint>& points, const PanelStyle& style);

/// Convergence, real data, predictions with the accuracy, decision boundary, or those of them that
/// the style asks for; of several seeds the median one's, and the convergence of all.
/// Source: the notebook's `compare_pred`.
Figure compare_pred(const Experiment& experiment, const MappedCase& mapped,
                    const PanelStyle& style);

/// "Activation function: relu, seed 12, the median of 20".
std::string case_title(const Experiment& experiment, const MappedCase& mapped);

/// "activation: relu, epoch 2 of 20".
std::string training_title(const PlannedTrial& trial, std::size_t epoch);

/// The same of a training that goes on: what a live view and the frames of an animation show. As
/// long as the style asks for no panels, convergence and boundary.
Figure training_figure(const PlannedTrial& trial, const std::vector<double>& train_error,
                       const PredictionMap& map, const PanelStyle& style);

/// The decision boundary of a model of this shape that came from a file of this name.
Figure model_figure(const std::string& file, const std::string& shape, const ProbabilityGrid& grid,
                    const PanelStyle& style);

/// The convergence plot alone, 6 by 4 inches.
Figure convergence_figure(const Experiment& experiment, const CaseResults& results,
                          const PanelStyle& style);

/// The models' curves together, then their boundaries. `mapped` are those of one learning rate.
Figure learning_rate_figure(const Experiment& experiment, const std::vector<MappedCase>& mapped,
                            const PanelStyle& style);

/// Every case's boundary, with ours beside the published accuracy; of two parameters a heat map,
/// and of several seeds the accuracy of each.
Figure overview_figure(const ExperimentResults& results, const std::vector<MappedCase>& mapped,
                       const PanelStyle& style);

}  // namespace spiral
