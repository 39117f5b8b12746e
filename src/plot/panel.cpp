#include "plot/panel.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace spiral {

namespace {

// Matplotlib's Spectral, from red at 0 to blue at 1. Source: C. A. Brewer, colorbrewer2.org.
constexpr std::array<unsigned, 11> kSpectral{0x9e0142, 0xd53e4f, 0xf46d43, 0xfdae61,
                                             0xfee08b, 0xffffbf, 0xe6f598, 0xabdda4,
                                             0x66c2a5, 0x3288bd, 0x5e4fa2};
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
  const double margin = range.high > range.low ? 0.05 * (range.high - range.low) : 0.5;
  return {range.low - margin, range.high + margin};
}

std::string points_block(const std::vector<LabelledPoint>& points) {
  std::string text = "$points << EOD\n";
  for (const auto& [x, y, label] : points) text += fmt::format("{} {} {}\n", x, y, label);
  return text + "EOD\n";
}

std::string points_plot() {
  return fmt::format(
      "$points using 1:2:($3 == 1 ? {} : {}) with points pt 1 ps 0.5 lc rgb variable", kRed, kBlue);
}

std::string plane_settings(const std::string& title) {
  return "set title " + gnuplot_string(title) + "\nset size ratio -1\nunset xlabel\nunset ylabel\n";
}

std::string ranges(const Range& x, const Range& y) {
  return fmt::format("set xrange [{}:{}]\nset yrange [{}:{}]\n", x.low, x.high, y.low, y.high);
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

std::string convergence_panel(const std::string& title, const std::vector<Curve>& curves) {
  std::string data;
  std::string plots;
  std::vector<double> errors;
  std::size_t epochs = 2;
  for (std::size_t i = 0; i < curves.size(); ++i) {
    const auto& [label, train_error] = curves[i];
    data += fmt::format("$curve{} << EOD\n", i);
    for (std::size_t epoch = 0; epoch < train_error.size(); ++epoch) {
      const double error = train_error[epoch];
      data +=
          fmt::format("{} {}\n", epoch + 1, std::isfinite(error) ? fmt::to_string(error) : "NaN");
    }
    data += "EOD\n";
    plots += fmt::format("{}$curve{} using 1:2 with lines lw 1.5 title {}", i == 0 ? "" : ", ", i,
                         gnuplot_string(label));
    errors.insert(errors.end(), train_error.begin(), train_error.end());
    epochs = std::max(epochs, train_error.size());
  }
  return data + "set title " + gnuplot_string(title) +
         "\nset size noratio\nset xlabel 'epoch'\nset ylabel 'train error'\n" +
         ranges({1, static_cast<double>(epochs)}, padded_range(errors)) +
         (curves.size() > 1 ? "set key top right\n" : "") + "plot " + plots + "\nunset key\n";
}

std::string points_panel(const std::string& title, const std::vector<LabelledPoint>& points) {
  std::vector<double> x;
  std::vector<double> y;
  for (const LabelledPoint& point : points) {
    x.push_back(static_cast<double>(point.x));
    y.push_back(static_cast<double>(point.y));
  }
  return points_block(points) + plane_settings(title) + ranges(padded_range(x), padded_range(y)) +
         "plot " + points_plot() + "\n";
}

std::string boundary_panel(const std::string& title, const Picture& picture) {
  const ProbabilityGrid& grid = picture.grid;
  const double width = static_cast<double>(grid.columns - 1) * grid.step;
  const double height = static_cast<double>(grid.rows - 1) * grid.step;
  std::string text = points_block(predicted_points(picture)) + plane_settings(title) +
                     ranges({grid.x_min, grid.x_min + width}, {grid.y_min, grid.y_min + height});
  text += fmt::format(
      "plot '-' binary array=({},{}) format='%float32' origin=({},{}) dx={} dy={} with image, {}\n",
      grid.columns, grid.rows, grid.x_min, grid.y_min, grid.step, grid.step, points_plot());
  text.append(reinterpret_cast<const char*>(grid.probability.data()),
              grid.probability.size() * sizeof(float));
  return text;
}

std::string boundary_text_panel(const std::string& title, const Picture& picture) {
  const ProbabilityGrid& grid = picture.grid;
  // No finer than characters are.
  const std::int64_t across = std::max<std::int64_t>(1, grid.columns / 80);
  const std::int64_t up = std::max<std::int64_t>(1, grid.rows / 40);
  std::string region = "$region << EOD\n";
  for (std::int64_t row = 0; row < grid.rows; row += up) {
    for (std::int64_t column = 0; column < grid.columns; column += across) {
      if (!(grid.at(row, column) >= 0.5F)) continue;
      region += fmt::format("{} {}\n", grid.x_min + static_cast<double>(column) * grid.step,
                            grid.y_min + static_cast<double>(row) * grid.step);
    }
  }
  // A region of one point outside the picture keeps gnuplot from refusing an empty one.
  region += fmt::format("{} {}\nEOD\n", grid.x_min - 9, grid.y_min - 9);
  const double width = static_cast<double>(grid.columns - 1) * grid.step;
  const double height = static_cast<double>(grid.rows - 1) * grid.step;
  const auto labelled = [](int label, const char* sign, const char* colour) {
    return fmt::format("$points using ($3 == {} ? $1 : NaN):2 with points pt '{}' lc rgb {}", label,
                       sign, colour);
  };
  return region + points_block(predicted_points(picture)) + "set title " + gnuplot_string(title) +
         "\nset size noratio\nunset xlabel\nunset ylabel\n" +
         ranges({grid.x_min, grid.x_min + width}, {grid.y_min, grid.y_min + height}) +
         "plot $region using 1:2 with points pt '.' lc rgb 0x808080, " + labelled(0, "o", kBlue) +
         ", " + labelled(1, "+", kRed) + "\n";
}

std::vector<LabelledPoint> predicted_points(const Picture& picture) {
  std::vector<LabelledPoint> points = picture.real;
  for (std::size_t i = 0; i < points.size(); ++i) points[i].label = picture.predicted[i];
  return points;
}

}  // namespace spiral
