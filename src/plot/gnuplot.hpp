// Figures on gnuplot's terminals: files, windows and characters. The only place that runs gnuplot.
#pragma once

#include <cstdio>
#include <functional>
#include <stdexcept>
#include <string>
#include <vector>

#include "plot/figures.hpp"
#include "plot/plan.hpp"

namespace spiral {

/// gnuplot is missing, died or refused a command; `what()` is one line.
class PlotError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// The user closed the window that gnuplot drew in.
class WindowClosed : public PlotError {
 public:
  WindowClosed() : PlotError("the window was closed") {}
};

/// The terminals that the installed gnuplot can draw on.
/// Throws: PlotError without gnuplot.
std::vector<std::string> gnuplot_terminals();

/// Draws `figure` as planned: into a file, whose path is printed, in a window of its own, which
/// outlives the program, or as characters; not at all for PlotFormat::none and gif.
/// Throws: PlotError.
void draw_figure(const Figure& figure, const PlotPlan& plan);

/// Draws a figure into the file of its name, which appears whole or not at all; of several, all of
/// one name and size, an animation that repeats. Returns the file's path.
/// Throws: PlotError.
std::string draw_file(const std::vector<Figure>& frames, const PlotPlan& plan);

/// Draws a figure over the one before.
/// Throws: PlotError; WindowClosed.
using Canvas = std::function<void(const Figure&)>;

/// A window of the first figure's size, which ends with the program.
Canvas live_window(const PlotPlan& plan);

/// A place on the terminal behind `stream`, above the line of the cursor; wiped with the canvas.
Canvas live_place(std::FILE* stream);

}  // namespace spiral
