// What gnuplot's commands are made of: strings, axes and layers of binary data.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/geometry.hpp"
#include "plot/locator.hpp"
#include "plot/style.hpp"

namespace spiral {

/// `text` as a gnuplot string that nothing can end and nothing in it can run: in single quotes,
/// where neither backslashes nor backticks mean anything; control characters become spaces.
std::string gnuplot_string(const std::string& text);

/// About as many letters of the font's height stand side by side in so much room.
/// Source: words in DejaVu Sans, the widest of usual families, measured: 0.51 to 0.53 of the
/// height.
std::size_t letters_in(double width, double font);

/// What stands between the brackets of gnuplot's xtics.
std::string tick_list(const std::vector<Tick>& ticks);

/// How wide a label is that has more digits than letters. Units: heights of letters.
/// Source: a digit of DejaVu Sans has 0.636 of the height.
double label_width(const std::string& label);

/// The first so many letters, the last of which shows where more are cut.
std::string cut(const std::string& text, std::size_t letters);

/// `text` in lines of at most so many letters, two lines for each of its own, broken between words
/// where that can be; what is left over is cut, and the cut shown.
std::string wrapped(const std::string& text, std::size_t letters);

/// What stands above a panel.
struct Title {
  std::string text;
  /// Behind it, in bold.
  std::string bold = {};
};

/// A panel of a figure, whose place on the page is not known yet.
struct Panel {
  Title title;
  std::string x_label;
  std::string y_label;
  /// From the axes to the data.
  std::string commands;
  /// What the marks' labels beside the box and below it need. Units: heights of letters.
  double left;
  double below;
  /// The box's; nullopt for a box that fills its place.
  std::optional<double> height_to_width = {};
  /// Over a whole row.
  bool is_wide = false;
};

/// The ranges of both axes and their marks.
struct Axes {
  BoundingBox extent;
  std::string x_label = {};
  std::string y_label = {};
  /// Nullopt for round numbers.
  std::optional<std::vector<Tick>> x_ticks = {};
  std::optional<std::vector<Tick>> y_ticks = {};
  /// Their labels are turned, for want of room.
  bool x_turned = false;
  bool one_scale = false;
};

/// A panel with the command that plots it.
Panel make_panel(Title title, const Axes& axes, const std::string& plot, const PanelStyle& style);

/// The lowest and the highest finite value; {0, 0} without any.
std::pair<double, double> finite_range(const std::vector<double>& values);

/// `range` with a margin of 5 %, as Matplotlib has it; gnuplot warns of an empty range.
std::pair<double, double> padded_range(std::pair<double, double> range);

/// A plot command that grows by layers, whose binary data follow it. Read as text, a thousand
/// points take gnuplot longer than all the rest of a figure.
class Plot {
 public:
  template <class Number>
  void add(const std::string& layer, const std::vector<Number>& numbers) {
    command_ += (command_.empty() ? "plot " : ", ") + layer;
    bytes_.append(reinterpret_cast<const char*>(numbers.data()), numbers.size() * sizeof(Number));
  }

  /// Rows of so many numbers each; adds nothing where there is none, for gnuplot refuses an empty
  /// layer.
  template <class Number>
  void add_rows(std::size_t columns, const std::vector<Number>& numbers, const std::string& style) {
    if (numbers.empty()) return;
    std::string format;
    for (std::size_t i = 0; i < columns; ++i) format += kFormat<Number>;
    add("'-' binary record=(" + std::to_string(numbers.size() / columns) + ") format='" + format +
            "' " + style,
        numbers);
  }

  std::string text() const {
    return (command_.empty() ? "plot NaN" : command_) + "\n" + bytes_ + "\n";
  }

 private:
  template <class Number>
  static constexpr const char* kFormat = sizeof(Number) == 4 ? "%float32" : "%float64";

  std::string command_;
  std::string bytes_;
};

}  // namespace spiral
