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

/// What every figure begins with: matplotlib's Spectral at half strength, no enhanced text, no key.
std::string figure_preamble();

/// A curve of the figure: train error by epoch.
struct Curve {
  std::string label;
  std::vector<double> train_error;
};

/// Train error by epoch from 1 to `epochs`, one curve or several with a legend.
std::string convergence_panel(const std::string& title, const std::vector<Curve>& curves,
                              std::int64_t epochs);

/// Red + for label 1, blue + for label 0; both axes in the same scale, unless one side were more
/// than three times as long as the other.
std::string points_panel(const std::string& title, const std::vector<LabelledPoint>& points);

/// The map of probabilities, and above it the points as the model labels them.
std::string boundary_panel(const std::string& title, const PredictionMap& map);

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
