// The one place that starts gnuplot and talks to it.
#pragma once

#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "plot/figure.hpp"
#include "plot/plot_options.hpp"

namespace spiral {

/// gnuplot is missing, died or refused a command; `what()` is one line.
class PlotError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// The terminals that the installed gnuplot can draw on.
/// Throws: PlotError without gnuplot.
std::vector<std::string> gnuplot_terminals();

/// The terminal for `format` among `available`.
/// Throws: PlotError naming the terminal that is missing.
std::string choose_terminal(PlotFormat format, const std::vector<std::string>& available);

/// Draws `figure` into a file, which appears whole or not at all.
/// Throws: PlotError.
void draw_file(const Figure& figure, const std::string& terminal, const std::string& path);

/// Draws `frames`, all of one size, one after the other into an animated GIF that repeats.
/// Throws: PlotError.
void draw_animation(const std::vector<Figure>& frames, const std::string& path);

/// `figure` as characters, `columns` by `rows`, in colour if `colour`.
/// Throws: PlotError.
std::string draw_text(const Figure& figure, int columns, int rows, bool colour);

}  // namespace spiral
