#include "plot/panel.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "plot/bands.hpp"

namespace spiral {

namespace {

// Matplotlib's first curves.
constexpr std::array kCurves{0x1f77b4U, 0xff7f0eU, 0x2ca02cU, 0xd62728U, 0x9467bdU, 0x8c564bU};

// A legend has so much of a panel's width, of which a curve's sample takes so many heights of
// letters.
constexpr double kLegendWidth = .6;
constexpr double kLegendSample = 3.5;
// The part of the box where it hides curves.
constexpr double kLegendPart = .75;
constexpr double kLegendHeight = .35;

/// `colour` over white.
unsigned over_white(unsigned colour, double opacity) {
  unsigned mixed = 0;
  for (const unsigned shift : {16U, 8U, 0U}) {
    const double part = colour >> shift & 0xffU;
    mixed |= static_cast<unsigned>(255 + opacity * (part - 255)) << shift;
  }
  return mixed;
}

void add_points(Plot& plot, const std::vector<LabelledPoint>& points, const Palette& palette) {
  for (const std::size_t label : {1U, 0U}) {
    const auto& [type, size, colour] = palette.markers[label];
    plot.add_rows(2, coordinates(points, static_cast<int>(label)),
                  fmt::format("using 1:2 with points pt {} ps {} lw 1.4 lc rgb 0x{:06x} "
                              "title 'class {}'",
                              type, size, colour, label));
  }
}

/// Each band one flat colour, with an edge between it and the next.
void add_bands(Plot& plot, const ProbabilityGrid& grid, const Palette& palette) {
  const auto [low, high] = finite_range({grid.values.begin(), grid.values.end()});
  const auto levels = band_levels(low, high);
  const auto colours = band_colours(levels.size() - 1, palette.map);
  for (const auto& [band, outline] : band_regions(grid, levels)) {
    std::vector<float> numbers;
    for (const Point& point : outline) {
      numbers.insert(numbers.end(), {static_cast<float>(point.x), static_cast<float>(point.y)});
    }
    const std::string style = "using 1:2 with filledcurves closed fs solid noborder fc rgb ";
    if (band < 0) {
      plot.add_rows(2, numbers, style + "0xffffff title 'no number'");
      continue;
    }
    const auto i = static_cast<std::size_t>(band);
    plot.add_rows(2, numbers,
                  fmt::format("{}0x{:06x} title '{:.3g} to {:.3g}'", style,
                              over_white(colours[i], .5), levels[i], levels[i + 1]));
  }
}

/// Epochs beside what is drawn over them.
std::vector<double> by_epoch(const std::vector<const std::vector<double>*>& columns) {
  std::vector<double> numbers;
  for (std::size_t i = 0; i < columns.front()->size(); ++i) {
    numbers.push_back(static_cast<double>(i + 1));
    for (const auto* column : columns) numbers.push_back((*column)[i]);
  }
  return numbers;
}

/// Where a legend hides the least of the curves, as Matplotlib looks for it.
std::string emptiest_corner(const std::vector<Curve>& curves, const BoundingBox& extent) {
  std::array<std::size_t, 4> hidden{};
  for (const Curve& curve : curves) {
    for (std::size_t i = 0; i < curve.train_error.size(); ++i) {
      const bool is_left = static_cast<double>(i + 1) < extent.x_min + kLegendPart * extent.width();
      const bool is_right =
          static_cast<double>(i + 1) > extent.x_max - kLegendPart * extent.width();
      const double error = curve.train_error[i];
      const bool is_low = error < extent.y_min + kLegendHeight * extent.height();
      const bool is_high = error > extent.y_max - kLegendHeight * extent.height();
      const std::array is_in{is_right && is_high, is_left && is_low, is_left && is_high,
                             is_right && is_low};
      for (std::size_t k = 0; k < is_in.size(); ++k) hidden[k] += is_in[k] ? 1U : 0U;
    }
  }
  constexpr std::array kCorners{"right top", "left bottom", "left top", "right bottom"};
  const auto least = std::ranges::min_element(hidden) - hidden.begin();
  return kCorners[static_cast<std::size_t>(least)];
}

}  // namespace

std::size_t legend_letters(const PanelStyle& style) {
  return letters_in(kLegendWidth * style.side - kLegendSample * style.font(), style.font());
}

Panel convergence_panel(const std::string& title, const std::vector<Curve>& curves,
                        std::int64_t epochs, const PanelStyle& style) {
  const std::size_t letters = legend_letters(style);
  Plot plot;
  std::vector<double> values;
  bool has_legend = false;
  // Bands lie behind all curves.
  for (std::size_t i = 0; i < curves.size(); ++i) {
    const auto& [label, train_error, lower, upper] = curves[i];
    has_legend = has_legend || !label.empty();
    for (const auto* column : {&train_error, &lower, &upper}) {
      values.insert(values.end(), column->begin(), column->end());
    }
    if (lower.empty()) continue;
    plot.add_rows(3, by_epoch({&lower, &upper}),
                  fmt::format("using 1:2:3 with filledcurves fs solid noborder fc rgb 0x{:06x} "
                              "title '{}'",
                              over_white(kCurves[i % kCurves.size()], .3),
                              curves.size() == 1 ? "the middle half" : ""));
  }
  for (std::size_t i = 0; i < curves.size(); ++i) {
    plot.add_rows(2, by_epoch({&curves[i].train_error}),
                  fmt::format("using 1:2 with {} lw 2 dt {} lc rgb 0x{:06x} title {}",
                              // A line needs two epochs.
                              curves[i].train_error.size() > 1 ? "lines" : "points pt 7 ps .7",
                              style.palette->dashed_curves ? i + 1 : 1, kCurves[i % kCurves.size()],
                              gnuplot_string(cut(curves[i].label, letters))));
  }
  const auto [y_min, y_max] = padded_range(finite_range(values));
  const auto [x_min, x_max] =
      padded_range({1., static_cast<double>(std::max<std::int64_t>(2, epochs))});
  const BoundingBox extent{x_min, y_min, x_max, y_max};
  const std::string legend = has_legend
                                 ? "set key inside " + emptiest_corner(curves, extent) +
                                       " samplen 1.5 noenhanced opaque box lw .5 lc rgb 0xcccccc\n"
                                 : "unset key\n";
  return make_panel({title}, {.extent = extent, .x_label = "num_epochs", .y_label = "Train error"},
                    legend + plot.text() + "unset key\n", style);
}

BoundingBox extent_of(const std::vector<LabelledPoint>& points) {
  std::vector<double> x;
  std::vector<double> y;
  for (const LabelledPoint& point : points) {
    x.push_back(point.x);
    y.push_back(point.y);
  }
  const auto [x_min, x_max] = padded_range(finite_range(x));
  const auto [y_min, y_max] = padded_range(finite_range(y));
  return {x_min, y_min, x_max, y_max};
}

Panel points_panel(const Title& title, const std::vector<LabelledPoint>& points,
                   const PanelStyle& style) {
  Plot plot;
  add_points(plot, points, *style.palette);
  return make_panel(title, {.extent = extent_of(points), .one_scale = style.equal_axes},
                    plot.text(), style);
}

Panel boundary_panel(const Title& title, const PredictionMap& map, const PanelStyle& style) {
  Plot plot;
  add_bands(plot, map.grid, *style.palette);
  add_points(plot, predicted_points(map), *style.palette);
  return make_panel(title, {.extent = map.grid.extent(), .one_scale = style.equal_axes},
                    plot.text(), style);
}

std::vector<LabelledPoint> predicted_points(const PredictionMap& map) {
  std::vector<LabelledPoint> points = map.real;
  for (std::size_t i = 0; i < points.size(); ++i) points[i].label = map.predicted[i];
  return points;
}

std::vector<float> coordinates(const std::vector<LabelledPoint>& points, int label) {
  std::vector<float> numbers;
  for (const LabelledPoint& point : points) {
    if (point.label == label) numbers.insert(numbers.end(), {point.x, point.y});
  }
  return numbers;
}

}  // namespace spiral
