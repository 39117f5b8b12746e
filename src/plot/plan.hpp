// What a user asks of the figures, and how it can be done here.
#pragma once

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "plot/style.hpp"
#include "study/output_file.hpp"

namespace spiral {

class Window;

enum class PlotFormat { window, png, svg, pdf, gif, ascii, none };

struct PlotFormatTraits {
  std::string name;
  /// gnuplot's for it, the best one first.
  std::vector<std::string> terminals;
  /// The family of its letters.
  std::string font = {};
  TerminalUnits units = {};
  /// Further options of the terminal.
  std::string options = {};
  /// The last bytes of a whole file; empty where nothing is written to files.
  std::string file_end = {};
};

const PlotFormatTraits& traits(PlotFormat format);

/// "png".
std::string to_string(PlotFormat format);

struct PlotOptions {
  /// Nullopt for a window where one can be opened, else PNG.
  std::optional<PlotFormat> format = {};
  /// The folder for files.
  std::string out = "spiral-results";
  PanelStyle style = {};
  /// Units: those of the plane. The notebook's is 0.01; a panel of 400 pixels shows no more than
  /// 0.05.
  double grid_step = 0.05;
  /// Epochs from one frame of an animation to the next; nullopt for what makes about 50 frames,
  /// which keeps a file under 5 MB.
  std::optional<std::int64_t> gif_every = {};
  /// Files that no figure may replace.
  std::vector<FileInUse> in_use = {};
  /// After so long a silence gnuplot is given up.
  std::chrono::milliseconds patience = std::chrono::minutes(1);
};

/// Where the figures of a run go: decided, and found possible, before any training.
struct PlotPlan {
  PlotFormat format;
  /// gnuplot's name for it.
  std::string terminal;
  PlotOptions options;
  /// Gets the paths of the files, or the characters.
  std::FILE* text_stream;
  /// Open, for PlotFormat::window.
  std::shared_ptr<Window> window = {};
  /// Why figures go elsewhere than to a window.
  std::vector<std::string> warnings = {};

  /// How figures are drawn in this format.
  PanelStyle style() const;
  /// The file of a figure of this name.
  std::string path(const std::string& name) const;
  /// False where nothing goes to files.
  bool makes_files() const;
};

/// Finds gnuplot and its terminal, and whether the folder can be made or written to; makes nothing
/// but a window. Nothing of it for PlotFormat::none.
/// Throws: PlotError naming the terminal that is missing, or why there is no window; UsageError for
/// the folder.
PlotPlan prepare_plots(const PlotOptions& options, std::FILE* text_stream);

}  // namespace spiral
