// Figures on gnuplot's terminals: files, windows and characters.
#pragma once

#include <cstdio>
#include <string>
#include <vector>

#include "plot/figures.hpp"
#include "plot/gnuplot_process.hpp"
#include "plot/plan.hpp"

namespace spiral {

/// The terminals that the installed gnuplot can draw on.
/// Throws: PlotError without gnuplot.
std::vector<std::string> gnuplot_terminals();

/// What a user gets who asks for nothing: a window where there is a display and one of `available`
/// opens windows, else PNG.
PlotFormat default_format(const std::vector<std::string>& available);

/// The terminal for `format` among `available`.
/// Throws: PlotError naming the terminal that is missing, or the display.
std::string choose_terminal(PlotFormat format, const std::vector<std::string>& available);

/// Draws `figure` into a file, which appears whole or not at all.
/// Throws: PlotError.
void draw_file(const Figure& figure, const std::string& terminal, const std::string& path);

/// Draws `frames`, all of one size, one after the other into an animated GIF that repeats.
/// Throws: PlotError.
void draw_animation(const std::vector<Figure>& frames, const std::string& path);

enum class WindowLife { ends_with_program, until_closed };

/// A window whose figure can be replaced; its size is the first figure's.
class Window {
 public:
  Window(std::string terminal, WindowLife life);

  /// Throws: PlotError; WindowClosed.
  void draw(const Figure& figure);

 private:
  const std::string terminal_;
  const WindowLife life_;
  GnuplotProcess gnuplot_;
  bool is_open_ = false;
};

/// The size of a terminal in characters, and whether it shows colours.
struct TextSize {
  int columns;
  int rows;
  bool colour;
};

/// The room for a figure above a line of other text; 100 by 30 where `stream` is no terminal.
TextSize text_size(std::FILE* stream);

/// Figures as characters.
class TextCanvas {
 public:
  explicit TextCanvas(TextSize size);

  /// Returns as many lines as the canvas has rows.
  /// Throws: PlotError.
  std::string draw(const Figure& figure);

 private:
  const TextSize size_;
  GnuplotProcess gnuplot_;
};

}  // namespace spiral
