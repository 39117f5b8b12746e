#include "plot/panel.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace spiral {

namespace {

// Matplotlib's Spectral, from red at 0 to blue at 1. Source: C. A. Brewer, colorbrewer2.org.
constexpr std::array<unsigned, 11> kSpectral{0x9e0142, 0xd53e4f, 0xf46d43, 0xfdae61,
                                             0xfee08b, 0xffffbf, 0xe6f598, 0xabdda4,
                                             0x66c2a5, 0x3288bd, 0x5e4fa2};
// A plane whose one side is longer than so many of the other is not drawn in one scale.
constexpr double kLongestSide = 3;

constexpr const char* kRed = "0xff0000";
constexpr const char* kBlue = "0x0000ff";

/// A colour over white at an opacity of one half.
unsigned half_transparent(unsigned colour) {
  unsigned mixed = 0;
  for (const unsigned shift : {16U, 8U, 0U}) {
    mixed |= (((colour >> shift & 0xffU) + 0xffU) / 2) << shift;
  }
  return mixed;
}

std::string palette() {
  std::string stops;
  for (std::size_t i = 0; i < kSpectral.size(); ++i) {
    stops += fmt::format("{}{} '#{:06x}'", i == 0 ? "" : ", ", i, half_transparent(kSpectral[i]));
  }
  return "set palette defined (" + stops + ")\nset cbrange [0:1]\nunset colorbox\n";
}

struct Range {
  double low;
  double high;
};

/// The finite values' range with a margin; gnuplot warns of an empty one.
Range padded_range(const std::vector<double>& values) {
  Range range{INFINITY, -INFINITY};
  for (const double value : values) {
    if (!std::isfinite(value)) continue;
    range = {std::min(range.low, value), std::max(range.high, value)};
  }
  if (range.low > range.high) return {0, 1};
  // Far from 0 half a unit is none; gnuplot and its labels still tell a part in a million apart.
  const double smallest = 1e-6 * std::max(std::abs(range.low), std::abs(range.high));
  const double margin = range.high > range.low ? std::max(0.05 * (range.high - range.low), smallest)
                                               : std::max(0.5, smallest);
  return {range.low - margin, range.high + margin};
}

/// One layer of a plot: what it draws, and the binary data that follow the command. Read as text, a
/// thousand points take gnuplot longer than all the rest of a figure.
struct Layer {
  std::string clause;
  std::string bytes;
};

template <class Number>
void append_bytes(std::string& bytes, const std::vector<Number>& numbers) {
  bytes.append(reinterpret_cast<const char*>(numbers.data()), numbers.size() * sizeof(Number));
}

/// Shape: `numbers` x, y, x, y ...
template <class Number>
Layer xy_layer(const std::vector<Number>& numbers, const std::string& drawn) {
  const int bits = 8 * static_cast<int>(sizeof(Number));
  Layer layer{fmt::format("'-' binary record=({}) format='%float{}%float{}' {}", numbers.size() / 2,
                          bits, bits, drawn),
              {}};
  append_bytes(layer.bytes, numbers);
  return layer;
}

/// The points of each label; a label that no point has makes no layer, for gnuplot refuses an empty
/// one.
std::vector<Layer> points_layers(const std::vector<LabelledPoint>& points,
                                 const std::array<std::string, 2>& style_of_label) {
  std::vector<Layer> layers;
  for (const int label : {1, 0}) {
    std::vector<float> numbers;
    for (const LabelledPoint& point : points) {
      if (point.label == label) numbers.insert(numbers.end(), {point.x, point.y});
    }
    if (numbers.empty()) continue;
    layers.push_back(xy_layer(numbers, style_of_label[static_cast<std::size_t>(label)]));
  }
  return layers;
}

std::vector<Layer> crosses(const std::vector<LabelledPoint>& points) {
  const std::string style = "using 1:2 with points pt 1 ps 0.5 lc rgb ";
  return points_layers(points, {style + kBlue, style + kRed});
}

std::string plot(const std::vector<Layer>& layers) {
  std::string command;
  std::string bytes;
  for (const auto& [clause, data] : layers) {
    command += (command.empty() ? "plot " : ", ") + clause;
    bytes += data;
  }
  return command + "\n" + bytes + "\n";
}

std::string ranges(const Range& x, const Range& y) {
  return fmt::format("set xrange [{}:{}]\nset yrange [{}:{}]\n", x.low, x.high, y.low, y.high);
}

Range grid_x(const ProbabilityGrid& grid) {
  return {grid.x_min, grid.x_min + static_cast<double>(grid.columns - 1) * grid.step};
}

Range grid_y(const ProbabilityGrid& grid) {
  return {grid.y_min, grid.y_min + static_cast<double>(grid.rows - 1) * grid.step};
}

/// Both axes in the same scale, but where that would leave a strip.
std::string plane_axes(const std::string& title, const Range& x, const Range& y) {
  const double width = x.high - x.low;
  const double height = y.high - y.low;
  const bool alike = width <= kLongestSide * height && height <= kLongestSide * width;
  return "set title " + gnuplot_string(title) + "\nset size " + (alike ? "ratio -1" : "noratio") +
         "\nunset xlabel\nunset ylabel\n" + ranges(x, y);
}

}  // namespace

std::string gnuplot_string(const std::string& text) {
  std::string quoted = "'";
  for (const char c : text) {
    if (c == '\'') quoted += '\'';
    quoted += static_cast<unsigned char>(c) < ' ' ? ' ' : c;
  }
  return quoted + "'";
}

std::string figure_preamble() {
  return "set encoding utf8\nset termoption noenhanced\nunset key\n" + palette();
}

std::string convergence_panel(const std::string& title, const std::vector<Curve>& curves,
                              std::int64_t epochs) {
  std::vector<Layer> layers;
  std::vector<double> errors;
  for (const auto& [label, train_error] : curves) {
    std::vector<double> numbers;
    for (const double error : train_error) {
      numbers.push_back(static_cast<double>(numbers.size() / 2 + 1));
      numbers.push_back(error);
    }
    layers.push_back(
        xy_layer(numbers, "using 1:2 with lines lw 1.5 title " + gnuplot_string(label)));
    errors.insert(errors.end(), train_error.begin(), train_error.end());
  }
  return "set title " + gnuplot_string(title) +
         "\nset size noratio\nset xlabel 'epoch'\nset ylabel 'train error'\n" +
         ranges({1, static_cast<double>(std::max<std::int64_t>(epochs, 2))}, padded_range(errors)) +
         (curves.size() > 1 ? "set key tmargin center horizontal\n" : "") + plot(layers) +
         "unset key\n";
}

std::string points_panel(const std::string& title, const std::vector<LabelledPoint>& points) {
  std::vector<double> x;
  std::vector<double> y;
  for (const LabelledPoint& point : points) {
    x.push_back(static_cast<double>(point.x));
    y.push_back(static_cast<double>(point.y));
  }
  return plane_axes(title, padded_range(x), padded_range(y)) + plot(crosses(points));
}

std::string boundary_panel(const std::string& title, const PredictionMap& map) {
  const ProbabilityGrid& grid = map.grid;
  Layer image{fmt::format("'-' binary array=({},{}) format='%float32' origin=({},{}) dx={} dy={} "
                          "with image",
                          grid.columns, grid.rows, grid.x_min, grid.y_min, grid.step, grid.step),
              {}};
  append_bytes(image.bytes, grid.probability);
  std::vector<Layer> layers = crosses(predicted_points(map));
  layers.insert(layers.begin(), std::move(image));
  return plane_axes(title, grid_x(grid), grid_y(grid)) + plot(layers);
}

std::string boundary_text_panel(const std::string& title, const PredictionMap& map) {
  const ProbabilityGrid& grid = map.grid;
  // No finer than characters are.
  const std::int64_t across = std::max<std::int64_t>(1, grid.columns / 80);
  const std::int64_t up = std::max<std::int64_t>(1, grid.rows / 40);
  // A point outside the picture keeps gnuplot from refusing an empty region.
  std::vector<double> region{grid.x_min - 9, grid.y_min - 9};
  for (std::int64_t row = 0; row < grid.rows; row += up) {
    for (std::int64_t column = 0; column < grid.columns; column += across) {
      if (!(grid.at(row, column) >= 0.5F)) continue;
      region.push_back(grid.x_min + static_cast<double>(column) * grid.step);
      region.push_back(grid.y_min + static_cast<double>(row) * grid.step);
    }
  }
  std::vector<Layer> layers = points_layers(
      predicted_points(map), {std::string("using 1:2 with points pt 'o' lc rgb ") + kBlue,
                              std::string("using 1:2 with points pt '+' lc rgb ") + kRed});
  layers.insert(layers.begin(), xy_layer(region, "using 1:2 with points pt '.' lc rgb 0x808080"));
  return "set title " + gnuplot_string(title) + "\nset size noratio\nunset xlabel\nunset ylabel\n" +
         ranges(grid_x(grid), grid_y(grid)) + plot(layers);
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
  std::vector<Layer> layers;
  if (!bars.empty()) {
    layers.push_back(xy_layer(bars, "using 1:2:(0.35) with xerrorbars lw 3 pt 0 lc rgb 'black'"));
  }
  if (!dots.empty())
    layers.push_back(xy_layer(dots, "using 1:2 with points pt 7 ps 0.4 lc rgb '#3288bd'"));
  if (layers.empty()) layers.push_back({"NaN", {}});
  return "set title " + gnuplot_string(title) + "\nset size noratio\nunset xlabel\nunset ylabel\n" +
         ranges({-0.5, static_cast<double>(samples.size()) - 0.5}, {lowest, 102}) +
         fmt::format("set xtics rotate by -30 ({})\n", tics) + plot(layers) +
         "set xtics norotate autofreq\n";
}

std::vector<LabelledPoint> predicted_points(const PredictionMap& map) {
  std::vector<LabelledPoint> points = map.real;
  for (std::size_t i = 0; i < points.size(); ++i) points[i].label = map.predicted[i];
  return points;
}

}  // namespace spiral
