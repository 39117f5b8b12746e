#include "plot/panel.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "plot/bands.hpp"

namespace spiral {

namespace {

// Matplotlib's letters are so many times as large as gnuplot's.
constexpr double kFontScale = 1.15;

// A plane whose one side is longer than so many of the other is not drawn in one scale.
constexpr double kLongestSide = 3;

// Matplotlib's first curves.
constexpr std::array kCurves{"#1f77b4", "#ff7f0e", "#2ca02c", "#d62728", "#9467bd", "#8c564b"};

/// How the points of one label are drawn.
using PointStyles = std::array<const char*, 2>;
constexpr PointStyles kCrosses{"using 1:2 with points pt 1 ps 0.8 lw 1.2 lc rgb 0x0000ff",
                               "using 1:2 with points pt 1 ps 0.8 lw 1.2 lc rgb 0xff0000"};
constexpr PointStyles kLetters{"using 1:2 with points pt 'o' lc rgb 0x0000ff",
                               "using 1:2 with points pt '+' lc rgb 0xff0000"};

/// A colour over white at an opacity of one half.
unsigned half_transparent(unsigned colour) {
  unsigned mixed = 0;
  for (const unsigned shift : {16U, 8U, 0U}) {
    mixed |= (((colour >> shift & 0xffU) + 0xffU) / 2) << shift;
  }
  return mixed;
}

/// From the lowest to the highest finite value, with a margin; gnuplot warns of an empty range.
std::pair<double, double> padded_range(const std::vector<double>& values) {
  double low = INFINITY;
  double high = -INFINITY;
  for (const double value : values) {
    if (!std::isfinite(value)) continue;
    low = std::min(low, value);
    high = std::max(high, value);
  }
  if (low > high) return {0, 1};
  // Far from 0 half a unit is none; gnuplot and its labels still tell a part in a million apart.
  const double smallest = 1e-6 * std::max(std::abs(low), std::abs(high));
  const double margin = std::max(high > low ? 0.05 * (high - low) : 0.5, smallest);
  return {low - margin, high + margin};
}

BoundingBox extent_of(const ProbabilityGrid& grid) {
  return {grid.x_min, grid.y_min, grid.x_min + static_cast<double>(grid.columns - 1) * grid.step,
          grid.y_min + static_cast<double>(grid.rows - 1) * grid.step};
}

/// What stands before a panel's plot command.
std::string axes(const std::string& title, const BoundingBox& extent, const char* ratio = "noratio",
                 const char* labels = "unset xlabel\nunset ylabel") {
  return fmt::format(
      "set title {}\nset size {}\n{}\nset xrange [{:.9g}:{:.9g}]\nset yrange [{:.9g}:{:.9g}]\n",
      gnuplot_string(title), ratio, labels, extent.x_min, extent.x_max, extent.y_min, extent.y_max);
}

std::string plane_axes(const std::string& title, const BoundingBox& extent,
                       const PanelStyle& style) {
  const bool is_strip = extent.width() > kLongestSide * extent.height() ||
                        extent.height() > kLongestSide * extent.width();
  return axes(title, extent, style.equal_axes && !is_strip ? "ratio -1" : "noratio");
}

/// Colours of the map's values: each band one, with an edge between it and the next.
std::string band_palette(const ProbabilityGrid& grid) {
  double low = INFINITY;
  double high = -INFINITY;
  for (const float value : grid.values) {
    if (!std::isfinite(value)) continue;
    low = std::min<double>(low, value);
    high = std::max<double>(high, value);
  }
  if (low > high) low = high = 0;
  const auto levels = band_levels(low, high);
  const auto colours = band_colours(levels.size() - 1);
  std::string palette;
  for (std::size_t i = 0; i < colours.size(); ++i) {
    palette += fmt::format("{0}{1} '#{3:06x}', {2} '#{3:06x}'", i == 0 ? "" : ", ", i, i + 1,
                           half_transparent(colours[i]));
  }
  return fmt::format("set palette defined ({})\nset cbrange [{:.9g}:{:.9g}]\n", palette,
                     levels.front(), levels.back());
}

/// A plot command that grows by layers, whose binary data follow it. Read as text, a thousand
/// points take gnuplot longer than all the rest of a figure.
class Plot {
 public:
  template <class Number>
  void add(const std::string& layer, const std::vector<Number>& numbers) {
    command_ += (command_.empty() ? "plot " : ", ") + layer;
    bytes_.append(reinterpret_cast<const char*>(numbers.data()), numbers.size() * sizeof(Number));
  }

  /// Adds nothing where there is no point, for gnuplot refuses an empty layer.
  /// Shape: `numbers` x, y, x, y ...
  template <class Number>
  void add_xy(const std::vector<Number>& numbers, const std::string& style) {
    if (numbers.empty()) return;
    add(fmt::format("'-' binary record=({0}) format='%float{1}%float{1}' {2}", numbers.size() / 2,
                    8 * sizeof(Number), style),
        numbers);
  }

  void add_points(const std::vector<LabelledPoint>& points, const PointStyles& style_of_label) {
    for (const int label : {1, 0}) {
      std::vector<float> numbers;
      for (const LabelledPoint& point : points) {
        if (point.label == label) numbers.insert(numbers.end(), {point.x, point.y});
      }
      add_xy(numbers, style_of_label[static_cast<std::size_t>(label)]);
    }
  }

  std::string text() const {
    return (command_.empty() ? "plot NaN" : command_) + "\n" + bytes_ + "\n";
  }

 private:
  std::string command_;
  std::string bytes_;
};

}  // namespace

std::string gnuplot_string(const std::string& text) {
  std::string quoted = "'";
  for (const char c : text) {
    if (c == '\'') quoted += '\'';
    quoted += static_cast<unsigned char>(c) < ' ' ? ' ' : c;
  }
  return quoted + "'";
}

std::string figure_preamble(const PanelStyle& style) {
  // What suits a panel of 400 pixels grows and shrinks with it, so that nothing ever overlaps.
  const double scale = style.pixels / 400.;
  const std::string sizes =
      style.pixels == kCharacters
          ? ""
          : fmt::format(
                "set termoption fontscale {:.4g}\nset termoption pointscale {:.4g}\n"
                "set termoption linewidth {:.4g}\n",
                kFontScale * scale, scale, scale);
  return "set encoding utf8\nset termoption noenhanced\n" + sizes +
         "unset key\nset tics out nomirror\nunset colorbox\n";
}

std::string convergence_panel(const std::string& title, const std::vector<Curve>& curves,
                              std::int64_t epochs) {
  Plot plot;
  std::vector<double> errors;
  std::size_t colour = 0;
  for (const auto& [label, train_error] : curves) {
    std::vector<double> numbers;
    double epoch = 0;
    for (const double error : train_error) {
      numbers.push_back(++epoch);
      numbers.push_back(error);
    }
    plot.add_xy(numbers, fmt::format("using 1:2 with lines lw 1.5 lc rgb '{}' title {}",
                                     kCurves[colour++ % kCurves.size()], gnuplot_string(label)));
    errors.insert(errors.end(), train_error.begin(), train_error.end());
  }
  const auto [low, high] = padded_range(errors);
  const auto last_epoch = static_cast<double>(std::max<std::int64_t>(epochs, 2));
  const double margin = 0.05 * (last_epoch - 1);
  return axes(title, {1 - margin, low, last_epoch + margin, high}, "noratio",
              "set xlabel 'num_epochs'\nset ylabel 'Train error'") +
         (curves.size() > 1 ? "set key inside right top\n" : "") + plot.text() + "unset key\n";
}

std::string points_panel(const std::string& title, const std::vector<LabelledPoint>& points,
                         const PanelStyle& style) {
  std::vector<double> x;
  std::vector<double> y;
  for (const LabelledPoint& point : points) {
    x.push_back(static_cast<double>(point.x));
    y.push_back(static_cast<double>(point.y));
  }
  Plot plot;
  plot.add_points(points, kCrosses);
  const auto [x_min, x_max] = padded_range(x);
  const auto [y_min, y_max] = padded_range(y);
  return plane_axes(title, {x_min, y_min, x_max, y_max}, style) + plot.text();
}

std::string boundary_panel(const std::string& title, const PredictionMap& map,
                           const PanelStyle& style) {
  const ProbabilityGrid& grid = map.grid;
  Plot plot;
  plot.add(fmt::format("'-' binary array=({},{}) format='%float32' origin=({},{}) dx={} dy={} "
                       "with image",
                       grid.columns, grid.rows, grid.x_min, grid.y_min, grid.step, grid.step),
           grid.values);
  plot.add_points(predicted_points(map), kCrosses);
  return plane_axes(title, extent_of(grid), style) + band_palette(grid) + plot.text();
}

std::string boundary_text_panel(const std::string& title, const PredictionMap& map) {
  const ProbabilityGrid& grid = map.grid;
  // No finer than characters are.
  const std::int64_t across = std::max<std::int64_t>(1, grid.columns / 80);
  const std::int64_t up = std::max<std::int64_t>(1, grid.rows / 40);
  // A point outside the ranges keeps gnuplot from refusing an empty region.
  std::vector<double> region{grid.x_min - 9, grid.y_min - 9};
  for (std::int64_t row = 0; row < grid.rows; row += up) {
    for (std::int64_t column = 0; column < grid.columns; column += across) {
      if (!(grid.at(row, column) >= 0.5F)) continue;
      region.push_back(grid.x_min + static_cast<double>(column) * grid.step);
      region.push_back(grid.y_min + static_cast<double>(row) * grid.step);
    }
  }
  Plot plot;
  plot.add_xy(region, "using 1:2 with points pt '.' lc rgb 0x808080");
  plot.add_points(predicted_points(map), kLetters);
  return axes(title, extent_of(grid)) + plot.text();
}

std::string distribution_panel(const std::string& title, const std::vector<Sample>& samples) {
  std::vector<double> dots;
  std::vector<double> bars;
  std::string tics;
  double lowest = 40;
  for (std::size_t i = 0; i < samples.size(); ++i) {
    const auto place = static_cast<double>(i);
    const auto& [name, values, reference] = samples[i];
    tics += fmt::format("{}{} {}", i == 0 ? "" : ", ", gnuplot_string(name), i);
    for (std::size_t k = 0; k < values.size(); ++k) {
      // Values beside each other, spread over 0.6 by the golden ratio, so that equal ones are seen.
      const double offset = std::fmod(static_cast<double>(k) * 0.618, 1.0) * 0.6 - 0.3;
      dots.insert(dots.end(), {place + offset, values[k]});
      lowest = std::min(lowest, values[k]);
    }
    if (reference) bars.insert(bars.end(), {place, *reference});
  }
  Plot plot;
  plot.add_xy(bars, "using 1:2:(0.35) with xerrorbars lw 3 pt 0 lc rgb 'black'");
  plot.add_xy(dots, "using 1:2 with points pt 7 ps 0.4 lc rgb '#3288bd'");
  return axes(title, {-0.5, lowest, static_cast<double>(samples.size()) - 0.5, 102}) +
         "set xtics rotate by -30 (" + tics + ")\n" + plot.text() + "set xtics norotate autofreq\n";
}

std::vector<LabelledPoint> predicted_points(const PredictionMap& map) {
  std::vector<LabelledPoint> points = map.real;
  for (std::size_t i = 0; i < points.size(); ++i) points[i].label = map.predicted[i];
  return points;
}

}  // namespace spiral
