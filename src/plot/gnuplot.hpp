// Figures on gnuplot's terminals: files, windows and characters.
#pragma once

#include <cstdio>
#include <functional>
#include <string>
#include <vector>

#include "plot/gnuplot_process.hpp"
#include "plot/page.hpp"
#include "plot/plan.hpp"
#include "plot/text_figure.hpp"

namespace spiral {

/// The terminals that the installed gnuplot can draw on.
/// Throws: PlotError without gnuplot.
std::vector<std::string> gnuplot_terminals(GnuplotProcess::Patience patience);

/// The size of the terminal behind `stream`, less a line below; some size where it is none.
TextSize text_size(std::FILE* stream);

/// Draws `figure` as planned: into a file, whose path is printed, in a window, which outlives the
/// program, or as characters; not at all for PlotFormat::none and gif.
/// Throws: PlotError, which names the figure; WindowClosed.
void draw_figure(const Figure& figure, const PlotPlan& plan);

/// A file that appears whole, when all of it is drawn, or not at all.
class FigureFile {
 public:
  /// `first` has the name and the size of the file's figures.
  /// Throws: PlotError, as all functions here; it names the file.
  FigureFile(const Figure& first, const PlotPlan& plan);

  /// Draws a figure; behind others, the next frame of an animation that repeats.
  void add(const Figure& figure);

  /// Shows an animation's last frame longer.
  void hold();

  /// Puts the file in its place and returns its path.
  std::string commit();

 private:
  const std::string path_;
  const std::string title_;
  const PlotFormat format_;
  /// Whether the file's lengths are those of a page.
  const bool is_for_print_;
  /// The last figure's.
  std::string commands_;
  GnuplotProcess gnuplot_;
};

/// A window on the screen, empty at first; it ends with the program, whatever ends that.
class Window {
 public:
  /// Throws: PlotError where no window can be opened.
  Window(std::string terminal, const PanelStyle& style, GnuplotProcess::Patience patience);

  /// Draws over what was drawn before.
  /// Throws: PlotError; WindowClosed.
  void draw(const Figure& figure);

  /// Likewise, for good: the window outlives the program.
  void keep(const Figure& figure);

  /// Shows the last of the figures and lets the user leaf through them: n, right or page down for
  /// the next, p, left or page up for the previous one. Ends with q, and when the window is closed.
  void leaf_through(const std::vector<Figure>& figures);

 private:
  void show(const Figure& figure, const char* lifetime, const std::string& place = "");

  const std::string terminal_;
  GnuplotProcess gnuplot_;
  /// The window's, as gnuplot was told last.
  std::string settings_;
};

/// Draws a figure over the one before.
/// Throws: PlotError; WindowClosed.
using Canvas = std::function<void(const Figure&)>;

/// A place on the terminal behind `stream`, above the line of the cursor; wiped with the canvas.
Canvas live_place(std::FILE* stream, GnuplotProcess::Patience patience);

}  // namespace spiral
