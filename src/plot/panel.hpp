// The pieces of a figure: gnuplot commands with their data inline. Pure text, no process.
#pragma once

#include <string>
#include <vector>

#include "experiment/picture.hpp"

namespace spiral {

/// `text` as a gnuplot string that nothing can end and nothing in it can run: in single quotes,
/// where neither backslashes nor backticks mean anything; control characters become spaces.
std::string gnuplot_string(const std::string& text);

/// What every figure begins with: matplotlib's Spectral at half strength, no enhanced text, no key.
std::string figure_preamble();

/// A curve of the figure: train error by epoch.
struct Curve {
  std::string label;
  std::vector<double> train_error;
};

/// Train error by epoch, one curve or several with a legend.
std::string convergence_panel(const std::string& title, const std::vector<Curve>& curves);

/// Red + for label 1, blue + for label 0, both axes in the same scale.
std::string points_panel(const std::string& title, const std::vector<LabelledPoint>& points);

/// The map of probabilities, and above it the points as the model labels them.
std::string boundary_panel(const std::string& title, const Picture& picture);

/// The same for a terminal of characters: a dot where class 1 is the more probable, and the points
/// as the model labels them, + for 1 and o for 0.
std::string boundary_text_panel(const std::string& title, const Picture& picture);

/// The validation points with the model's labels in place of their own.
std::vector<LabelledPoint> predicted_points(const Picture& picture);

}  // namespace spiral
