// The panels of a figure: gnuplot commands, each plot's data in binary behind it. No process.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/geometry.hpp"
#include "plot/commands.hpp"
#include "plot/style.hpp"

namespace spiral {

/// A curve of the figure: train error by epoch. With many seeds it is their median, and half of
/// them lie between the quartiles.
struct Curve {
  std::string label;
  std::vector<double> train_error;
  std::vector<double> lower_quartile = {};
  std::vector<double> upper_quartile = {};
};

/// How many letters a legend's labels may have.
std::size_t legend_letters(const PanelStyle& style);

/// Train error by epoch from 1 to `epochs`, with a legend where curves have labels.
Panel convergence_panel(const std::string& title, const std::vector<Curve>& curves,
                        std::int64_t epochs, const PanelStyle& style);

/// What holds all points, with a margin of 5 %.
BoundingBox extent_of(const std::vector<LabelledPoint>& points);

/// Both classes' points.
Panel points_panel(const Title& title, const std::vector<LabelledPoint>& points,
                   const PanelStyle& style);

/// The map of probabilities in bands of half-transparent colours, and above it the points as the
/// model labels them.
Panel boundary_panel(const Title& title, const PredictionMap& map, const PanelStyle& style);

/// The validation points with the model's labels in place of their own.
std::vector<LabelledPoint> predicted_points(const PredictionMap& map);

/// Those of one label: x, y, x, y ...
std::vector<float> coordinates(const std::vector<LabelledPoint>& points, int label);

}  // namespace spiral
