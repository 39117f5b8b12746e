// Decision boundaries as SVG.
#pragma once

#include <string>
#include <vector>

#include "core/geometry.hpp"

namespace spiral {

/// A seed's decision boundary, under a caption of two lines: "worst 99.90 %", "seed 17".
struct BoundaryTile {
  std::string caption;
  std::string detail;
  PredictionMap map;
};

/// The ground is label 0 and label 1 as the notebook colours them, red and blue, here one light and
/// one dark; paler where the probability lies between 0.1 and 0.9; the line is where it is 0.5. A
/// quarter of the validation points lie on it, label 1 white, label 0 black.
std::string boundary_picture(const BoundaryTile& tile);

/// A row of boundaries a case: a whole SVG file.
struct BoundaryRow {
  std::string label;
  std::vector<BoundaryTile> tiles;
};
std::string boundary_sheet(const std::string& title, const std::vector<BoundaryRow>& rows);

/// What colours the boundaries, for a page that shows boundary_picture.
std::string boundary_style();

}  // namespace spiral
