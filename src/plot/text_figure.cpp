#include "plot/text_figure.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "plot/panel.hpp"

namespace spiral {

namespace {

// In fewer columns each of two panels would be too narrow for its title.
constexpr int kColumnsOfTwo = 76;

// Letters beside and above a box: labels, title and legend.
constexpr int kLeft = 7;
constexpr double kAbove = 2;
constexpr double kBelow = 3.5;

// So many samples a letter leave none out.
constexpr int kSamples = 2;

const char* const kLegend = "x class 1, o class 0";
const char* const kMapLegend = "x class 1, o class 0, . likely 1";

// A mark needs so many letters beside the next, or lines above it.
constexpr double kLettersOfTick = 8;
constexpr double kLinesOfTick = 3;

/// Where a panel stands on the page: from this column on, so wide.
struct Place {
  int from;
  int width;
  TextSize page;
};

/// With minus signs of one byte, which gnuplot's terminal counts as one letter.
std::string marks(double low, double high, double count) {
  const std::string minus = "\u2212";
  std::vector<Tick> ticks = axis_ticks(low, high, count);
  for (Tick& tick : ticks) {
    if (tick.label.starts_with(minus)) tick.label.replace(0, minus.size(), "-");
  }
  return tick_list(ticks);
}

/// What stands before a panel's plot command.
std::string panel_head(const std::string& title, const std::string& x_label,
                       const BoundingBox& extent, const Place& place) {
  const int columns = place.page.columns;
  const int rows = place.page.rows;
  const auto column = [&](int at) { return static_cast<double>(at) / columns; };
  const auto row = [&](double at) { return 1 - at / rows; };
  return fmt::format(
      "set lmargin at screen {:.5f}\nset rmargin at screen {:.5f}\nset tmargin at screen {:.5f}\n"
      "set bmargin at screen {:.5f}\nset title {}\nset xlabel {}\nset xrange [{:.9g}:{:.9g}]\n"
      "set yrange [{:.9g}:{:.9g}]\nset xtics ({})\nset ytics ({})\n",
      column(place.from + kLeft), column(place.from + place.width - 2), row(kAbove),
      row(rows - kBelow), gnuplot_string(title), gnuplot_string(x_label), extent.x_min,
      extent.x_max, extent.y_min, extent.y_max,
      marks(extent.x_min, extent.x_max, (place.width - kLeft) / kLettersOfTick),
      marks(extent.y_min, extent.y_max, (rows - kAbove - kBelow) / kLinesOfTick));
}

void add_points(Plot& plot, const std::vector<LabelledPoint>& points) {
  for (const int label : {1, 0}) {
    plot.add_rows(2, coordinates(points, label),
                  label == 1 ? "using 1:2 with points pt 'x' lc rgb 0xff0000"
                             : "using 1:2 with points pt 'o' lc rgb 0x0000ff");
  }
}

std::string boundary_panel(const std::string& title, const ProbabilityGrid& grid,
                           const std::vector<LabelledPoint>& points, const Place& place) {
  const BoundingBox extent = grid.extent();
  const int across = kSamples * place.width;
  const int up = kSamples * place.page.rows;
  std::vector<double> dots;
  for (int i = 0; i <= up; ++i) {
    for (int k = 0; k <= across; ++k) {
      const double x = static_cast<double>(k) / across;
      const double y = static_cast<double>(i) / up;
      const auto column = std::lround(x * static_cast<double>(grid.columns - 1));
      const auto row = std::lround(y * static_cast<double>(grid.rows - 1));
      if (!(grid.at(row, column) >= 0.5F)) continue;
      dots.insert(dots.end(),
                  {extent.x_min + x * extent.width(), extent.y_min + y * extent.height()});
    }
  }
  Plot plot;
  plot.add_rows(2, dots, "using 1:2 with points pt '.' lc rgb 0x808080");
  add_points(plot, points);
  return panel_head(title, points.empty() ? ". likely 1" : kMapLegend, extent, place) + plot.text();
}

std::string convergence_panel(const std::vector<double>& train_error, std::int64_t epochs,
                              const Place& place) {
  std::vector<double> numbers;
  for (std::size_t i = 0; i < train_error.size(); ++i) {
    numbers.insert(numbers.end(), {static_cast<double>(i + 1), train_error[i]});
  }
  Plot plot;
  plot.add_rows(2, numbers, "using 1:2 with lines lc rgb 0x1f77b4");
  const auto [low, high] = padded_range(finite_range(train_error));
  return panel_head("Train error", "num_epochs",
                    {1, low, static_cast<double>(std::max<std::int64_t>(2, epochs)), high}, place) +
         plot.text();
}

Figure text_page(const std::string& title, const std::string& panels, const TextSize& size) {
  return {.name = title,
          .title = title,
          .width = static_cast<double>(size.columns),
          .height = static_cast<double>(size.rows),
          .font = 1,
          .commands = fmt::format(
              "set encoding utf8\nunset key\nset tics out nomirror\n"
              "set multiplot title {} noenhanced\n{}unset multiplot\n",
              gnuplot_string(cut(title, static_cast<std::size_t>(size.columns))), panels)};
}

}  // namespace

Figure text_figure(const std::string& title, const std::vector<double>& train_error,
                   std::int64_t epochs, const PredictionMap& map, const TextSize& size) {
  const int half = size.columns < kColumnsOfTwo ? 0 : size.columns / 2;
  const std::string boundary =
      boundary_panel(fmt::format("decision boundary, Acc: {:.2f}%", 100 * map.accuracy), map.grid,
                     predicted_points(map), {half, size.columns - half, size});
  return text_page(
      title,
      half == 0 ? boundary : convergence_panel(train_error, epochs, {0, half, size}) + boundary,
      size);
}

Figure text_boundary(const std::string& title, const ProbabilityGrid& grid, const TextSize& size) {
  return text_page(title, boundary_panel("decision boundary", grid, {}, {0, size.columns, size}),
                   size);
}

Figure text_points(const std::string& title, const std::vector<LabelledPoint>& points,
                   const TextSize& size) {
  Plot plot;
  add_points(plot, points);
  return text_page(
      title, panel_head("", kLegend, extent_of(points), {0, size.columns, size}) + plot.text(),
      size);
}

}  // namespace spiral
