// What many trainings have in common: their accuracies as dots and as a heat map.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "plot/commands.hpp"

namespace spiral {

/// The values of one case over the seeds, none of them NaN, and the published one to compare with.
/// Units: percent.
struct Sample {
  std::string label;
  std::vector<double> values;
  std::optional<double> published;
};

/// Nullopt without values.
std::optional<double> median_of(const Sample& sample);

/// A column a sample, with a dot a value, and beside the dots, so that none is hidden, the median
/// and the published value. Over a whole row.
Panel distribution_panel(const std::string& title, const std::string& x_label,
                         const std::vector<Sample>& samples, const PanelStyle& style);

/// Values of each combination of two parameters.
struct HeatMap {
  std::string x_name;
  std::vector<std::string> x_values;
  std::string y_name;
  std::vector<std::string> y_values;
  /// Row by row. Units: percent; NaN where there is none.
  std::vector<double> values;
};

/// A coloured cell a value, with the number in it where it has room.
Panel heat_map_panel(const std::string& title, const HeatMap& map, const PanelStyle& style);

}  // namespace spiral
