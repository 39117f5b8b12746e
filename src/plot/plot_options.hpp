// What a user can ask of the figures.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace spiral {

enum class PlotFormat { none, window, png, svg, pdf, gif, ascii };

struct PlotOptions {
  /// Absent for a window where one can be opened, else PNG.
  std::optional<PlotFormat> format = {};
  /// The folder for files; made if it is not there.
  std::string out = "spiral-results";
  /// Units: pixels of a panel's side.
  int panel = 400;
  /// Units: those of the plane. The notebook's is 0.01; a panel of 400 pixels shows no more than
  /// 0.05.
  double grid_step = 0.05;
  /// Epochs from one frame of an animation to the next; absent for what makes about 50 frames,
  /// which keeps a file under 5 MB.
  std::optional<std::int64_t> gif_every = {};
};

}  // namespace spiral
