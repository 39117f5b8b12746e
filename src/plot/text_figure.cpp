#include "plot/text_figure.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "plot/figures.hpp"
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

const char* const kLegend = "x class 1, o class 0, . likely 1";

/// What stands before a panel's plot command.
std::string panel_head(const std::string& title, const std::string& x_label,
                       const BoundingBox& extent, int from, int width, const TextSize& size) {
  const auto column = [&](int at) { return static_cast<double>(at) / size.columns; };
  const auto row = [&](double at) { return 1 - at / size.rows; };
  return fmt::format(
      "set lmargin at screen {:.5f}\nset rmargin at screen {:.5f}\nset tmargin at screen {:.5f}\n"
      "set bmargin at screen {:.5f}\nset title {}\nset xlabel {}\nset xrange [{:.9g}:{:.9g}]\n"
      "set yrange [{:.9g}:{:.9g}]\n",
      column(from + kLeft), column(from + width - 2), row(kAbove), row(size.rows - kBelow),
      gnuplot_string(title), gnuplot_string(x_label), extent.x_min, extent.x_max, extent.y_min,
      extent.y_max);
}

std::string boundary(const PredictionMap& map, int from, int width, const TextSize& size) {
  const ProbabilityGrid& grid = map.grid;
  const BoundingBox extent = grid.extent();
  const int across = kSamples * width;
  const int up = kSamples * size.rows;
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
  for (const int label : {1, 0}) {
    plot.add_rows(2, coordinates(predicted_points(map), label),
                  label == 1 ? "using 1:2 with points pt 'x' lc rgb 0xff0000"
                             : "using 1:2 with points pt 'o' lc rgb 0x0000ff");
  }
  return panel_head(fmt::format("decision boundary, Acc: {:.2f}%", 100 * map.accuracy), kLegend,
                    extent, from, width, size) +
         plot.text();
}

std::string convergence(const std::vector<double>& train_error, std::int64_t epochs, int width,
                        const TextSize& size) {
  std::vector<double> numbers;
  for (std::size_t i = 0; i < train_error.size(); ++i) {
    numbers.insert(numbers.end(), {static_cast<double>(i + 1), train_error[i]});
  }
  Plot plot;
  plot.add_rows(2, numbers, "using 1:2 with lines lc rgb 0x1f77b4");
  const auto [low, high] = padded_range(finite_range(train_error));
  return panel_head("Train error", "num_epochs",
                    {1, low, static_cast<double>(std::max<std::int64_t>(2, epochs)), high}, 0,
                    width, size) +
         plot.text();
}

}  // namespace

Figure text_figure(const PlannedTrial& trial, const std::vector<double>& train_error,
                   const PredictionMap& map, const TextSize& size) {
  const std::string title = training_title(trial, train_error.size());
  const std::int64_t epochs = trial.item->config.epochs;
  std::string commands = fmt::format(
      "set encoding utf8\nunset key\nset tics out nomirror\nset multiplot title {} noenhanced\n",
      gnuplot_string(cut(title, static_cast<std::size_t>(size.columns))));
  if (size.columns < kColumnsOfTwo) {
    commands += boundary(map, 0, size.columns, size);
  } else {
    const int half = size.columns / 2;
    commands += convergence(train_error, epochs, half, size) +
                boundary(map, half, size.columns - half, size);
  }
  return {trial.item->label,
          title,
          static_cast<double>(size.columns),
          static_cast<double>(size.rows),
          1,
          commands + "unset multiplot\n"};
}

}  // namespace spiral
