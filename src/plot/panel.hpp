// The panels of a figure: gnuplot commands, each plot's data in binary behind it. No process.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/geometry.hpp"

namespace spiral {

/// `text` as a gnuplot string that nothing can end and nothing in it can run: in single quotes,
/// where neither backslashes nor backticks mean anything; control characters become spaces.
std::string gnuplot_string(const std::string& text);

/// Instead of pixels, for a terminal of characters, whose size is not the figure's business.
inline constexpr int kCharacters = 0;

/// How panels are drawn.
struct PanelStyle {
  /// Of a panel's side. Text, crosses and lines grow with it.
  int pixels = 400;
  /// Both axes of a plane in one scale, unless one side were more than three times as long as the
  /// other. Else the plane fills its box, as in the notebook.
  bool equal_axes = false;
};

/// What every figure begins with: sizes of text, crosses and lines, tics outside, no enhanced text, no
/// key.
std::string figure_preamble(const PanelStyle& style);

/// A curve of the figure: train error by epoch.
struct Curve {
  std::string label;
  std::vector<double> train_error;
};

/// Train error by epoch from 1 to `epochs`, one curve or several with a legend.
std::string convergence_panel(const std::string& title, const std::vector<Curve>& curves,
                              std::int64_t epochs);

/// Red + for label 1, blue + for label 0.
std::string points_panel(const std::string& title, const std::vector<LabelledPoint>& points,
                         const PanelStyle& style);

/// The map of probabilities in bands of half-transparent colours, and above it the points as the model
/// labels them.
std::string boundary_panel(const std::string& title, const PredictionMap& map,
                           const PanelStyle& style);

/// The same for a terminal of characters: a dot where class 1 is the more probable, and the points
/// as the model labels them, + for 1 and o for 0.
std::string boundary_text_panel(const std::string& title, const PredictionMap& map);

/// The values of one case over the seeds, none of them NaN, and the published one to compare with.
/// Units: percent.
struct Sample {
  std::string label;
  std::vector<double> values;
  std::optional<double> reference;
};

/// A column of dots a sample, one a value, and a black bar where it has a reference.
std::string distribution_panel(const std::string& title, const std::vector<Sample>& samples);

/// The validation points with the model's labels in place of their own.
std::vector<LabelledPoint> predicted_points(const PredictionMap& map);

}  // namespace spiral
