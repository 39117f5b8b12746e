#include "plot/summary_panel.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "statistics/interval.hpp"

namespace spiral {

namespace {

// From white to Matplotlib's blue, through which black letters and white ones are read.
constexpr const char* kHeat = "set palette defined (0 '#f7fbff', 1 '#1f77b4')\n";

// Of a column's width: the dots' part, and where the marks beside them stand.
constexpr double kDots = .45;
constexpr double kMarks = .36;

// Of the values' range: the legend stands below them.
constexpr double kLegend = .15;

// Between labels side by side, and a line of turned ones. Units: heights of letters.
constexpr double kBetween = .6;
constexpr double kTurnedLine = 1.25;

// A box's part of a panel's width, and of a row's.
constexpr double kBoxPart = .6;
constexpr double kWidePart = .75;

// Of a heat map's range: white letters are read on darker cells.
constexpr double kDarkFrom = .75;

// Longer labels are cut.
constexpr std::size_t kMaxLetters = 18;

struct ColumnLabels {
  std::vector<Tick> ticks;
  bool turned;
};

/// Labels below so many columns of this width, in heights of letters: turned where they would touch
/// each other, and where they still would, not all of them.
ColumnLabels column_labels(const std::vector<std::string>& labels, double column) {
  std::vector<Tick> ticks;
  double widest = 0;
  for (const std::string& label : labels) {
    ticks.push_back({static_cast<double>(ticks.size()), cut(label, kMaxLetters)});
    widest = std::max(widest, label_width(ticks.back().label));
  }
  if (widest + kBetween < column) return {ticks, false};
  const auto stride = static_cast<std::size_t>(std::ceil(kTurnedLine / column));
  std::vector<Tick> some;
  for (std::size_t i = 0; i < ticks.size(); i += stride) some.push_back(ticks[i]);
  return {some, true};
}

/// The same beside rows, where labels are never turned.
std::vector<Tick> row_labels(const std::vector<std::string>& labels, double row) {
  return column_labels(labels, std::min(row, kTurnedLine)).ticks;
}

}  // namespace

std::optional<double> median_of(const Sample& sample) {
  if (sample.values.empty()) return std::nullopt;
  std::vector<double> sorted = sample.values;
  std::ranges::sort(sorted);
  return median(sorted);
}

Panel distribution_panel(const std::string& title, const std::string& x_label,
                         const std::vector<Sample>& samples, const PanelStyle& style) {
  std::vector<double> dots;
  std::vector<double> medians;
  std::vector<double> published;
  std::vector<double> all;
  std::vector<std::string> labels;
  for (const Sample& sample : samples) {
    const auto& [label, values, reference] = sample;
    const auto place = static_cast<double>(labels.size());
    labels.push_back(label);
    for (std::size_t k = 0; k < values.size(); ++k) {
      // Values beside each other, spread by the golden ratio, so that equal ones are seen.
      const double offset = (std::fmod(static_cast<double>(k) * 0.618, 1.0) - .5) * kDots;
      dots.insert(dots.end(), {place + offset, values[k]});
    }
    const auto middle = median_of(sample);
    if (middle) medians.insert(medians.end(), {place - kMarks, *middle});
    if (reference) published.insert(published.end(), {place + kMarks, *reference});
    all.insert(all.end(), values.begin(), values.end());
    if (reference) all.push_back(*reference);
  }
  Plot plot;
  plot.add_rows(2, dots, "using 1:2 with points pt 7 ps .5 lc rgb 0x3288bd title 'a seed'");
  plot.add_rows(2, medians, "using 1:2 with points pt '\u25b6' lc rgb 0x000000 title 'median'");
  plot.add_rows(2, published,
                "using 1:2 with points pt '\u25c0' lc rgb 0xd62728 title 'published'");
  const double width = kWidePart * style.side * static_cast<double>(style.columns) / style.font();
  const auto [ticks, is_turned] = column_labels(labels, width / static_cast<double>(labels.size()));
  const auto [low, high] = padded_range(finite_range(all));
  Panel panel =
      make_panel({title},
                 {.extent = {-.6, low - kLegend * (high - low),
                             static_cast<double>(samples.size()) - .4, high},
                  .x_label = x_label,
                  .y_label = "accuracy, %",
                  .x_ticks = ticks,
                  .x_turned = is_turned},
                 "set key inside bottom left horizontal samplen 1 noenhanced nobox noopaque\n" +
                     plot.text() + "unset key\n",
                 style);
  panel.is_wide = true;
  return panel;
}

Panel heat_map_panel(const std::string& title, const HeatMap& map, const PanelStyle& style) {
  const auto columns = static_cast<double>(map.x_values.size());
  const auto rows = static_cast<double>(map.y_values.size());
  const auto [low, high] = finite_range(map.values);
  const double cell = kBoxPart * style.side / style.font() / columns;
  std::string numbers;
  for (std::size_t i = 0; i < map.values.size() && cell > label_width("100.0") + kBetween; ++i) {
    const double value = map.values[i];
    const bool is_dark = value > low + kDarkFrom * (high - low);
    numbers +=
        fmt::format("set label {} at {}, {} center front noenhanced textcolor rgb '{}'\n",
                    std::isnan(value) ? "'NaN'" : fmt::format("'{:.1f}'", value),
                    i % map.x_values.size(), i / map.x_values.size(), is_dark ? "white" : "black");
  }
  Plot plot;
  plot.add(fmt::format("'-' binary array=({},{}) format='%float64' with image", columns, rows),
           map.values);
  const auto [x_ticks, is_turned] = column_labels(map.x_values, cell);
  return make_panel(
      {title},
      {.extent = {-.5, -.5, columns - .5, rows - .5},
       .x_label = map.x_name,
       .y_label = map.y_name,
       .x_ticks = x_ticks,
       .y_ticks = row_labels(map.y_values, kBoxPart * style.side / style.font() / rows),
       .x_turned = is_turned},
      kHeat + fmt::format("set cbrange [{:.9g}:{:.9g}]\n", low, std::max(high, low + 1)) + numbers +
          plot.text(),
      style);
}

}  // namespace spiral
