// Small pictures for a page: SVG text that needs no file and no script. Colours are classes and
// custom properties, so that a page can have its own; each has a default that suits light and dark.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/geometry.hpp"

namespace spiral {

/// How far along the strip's scale, which goes from 40 to 100 %, an accuracy lies: from 0, where
/// also all below is, to 1.
double strip_share(double percent);

/// Every seed's accuracy as a dot on a scale from 40 to 100 %, the median as a bar, the published
/// figure as a triangle; a value below the scale is drawn at its end.
/// Units: percent; `accuracies` ascends and is not empty.
std::string strip_plot(const std::vector<double>& accuracies, std::optional<double> published);

/// One boundary of a sheet.
struct BoundaryTile {
  /// "median 99.90 %".
  std::string caption;
  /// A second line: "seed 17".
  std::string detail;
  ProbabilityGrid grid;
};

/// The boundaries of one case.
struct BoundaryRow {
  std::string label;
  std::vector<BoundaryTile> tiles;
};

/// A row of boundaries a case: class 1 where the probability is 0.5 or more, paler where it lies
/// between 0.1 and 0.9. `title` is the picture's text for those who do not see it. Whole by itself.
std::string boundary_sheet(const std::string& title, const std::vector<BoundaryRow>& rows);

/// `text` as it may stand in HTML and SVG.
std::string escape_markup(const std::string& text);

}  // namespace spiral
