#include "plot/commands.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace spiral {

namespace {

// A box's part of a panel; more marks than Matplotlib would set do not fit on it.
constexpr double kBoxPart = .68;
constexpr double kLettersOfXTick = 3;
constexpr double kLettersOfYTick = 2;

// A plane whose one side is longer than so many of the other is not drawn in one scale.
constexpr double kLongestSide = 3;

constexpr double kDigit = .64;

// From a box to its marks' labels, and a line of these.
constexpr double kBeside = 1.2;
constexpr double kBelow = .75;
constexpr double kLine = 1.1;

bool is_strip(const BoundingBox& extent) {
  return extent.width() > kLongestSide * extent.height() ||
         extent.height() > kLongestSide * extent.width();
}

/// UTF-8's continuation bytes are none.
std::size_t count_letters(const std::string& text) {
  return static_cast<std::size_t>(std::ranges::count_if(
      text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80; }));
}

double longest_label(const std::vector<Tick>& ticks) {
  double width = 0;
  for (const Tick& tick : ticks) width = std::max(width, label_width(tick.label));
  return width;
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

std::string tick_list(const std::vector<Tick>& ticks) {
  std::string list;
  for (const auto& [value, label] : ticks) {
    list += fmt::format("{}{} {:.9g}", list.empty() ? "" : ", ", gnuplot_string(label), value);
  }
  return list;
}

double label_width(const std::string& label) {
  return kDigit * static_cast<double>(count_letters(label));
}

std::size_t letters_in(double width, double font) {
  return static_cast<std::size_t>(std::max(4., width / (.54 * font)));
}

std::string cut(const std::string& text, std::size_t letters) {
  if (count_letters(text) <= letters) return text;
  std::size_t end = 0;
  for (std::size_t left = letters - 1; left > 0; --left) {
    do ++end;
    while ((static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80);
  }
  return text.substr(0, end) + "\u2026";
}

std::string wrapped(const std::string& text, std::size_t letters) {
  const auto line_end = text.find('\n');
  if (line_end != std::string::npos) {
    return wrapped(text.substr(0, line_end), letters) + "\n" +
           wrapped(text.substr(line_end + 1), letters);
  }
  if (count_letters(text) <= letters) return text;
  std::size_t end = 0;  // of the first line
  for (std::size_t at = text.find(' '); at != std::string::npos; at = text.find(' ', at + 1)) {
    if (count_letters(text.substr(0, at)) <= letters) end = at;
  }
  if (end == 0) return cut(text, letters);
  return text.substr(0, end) + "\n" + cut(text.substr(end + 1), letters);
}

std::pair<double, double> finite_range(const std::vector<double>& values) {
  double low = INFINITY;
  double high = -INFINITY;
  for (const double value : values) {
    if (!std::isfinite(value)) continue;
    low = std::min(low, value);
    high = std::max(high, value);
  }
  return low > high ? std::pair(0., 0.) : std::pair(low, high);
}

std::pair<double, double> padded_range(std::pair<double, double> range) {
  const auto [low, high] = range;
  const double largest = std::max(std::abs(low), std::abs(high));
  // Far from 0 a small range is none; gnuplot and its labels still tell a part in a million apart.
  const double size = high > low ? high - low : (largest > 0 ? largest : 1);
  const double margin = std::max(0.05 * size, 1e-6 * largest);
  return {low - margin, high + margin};
}

Panel make_panel(Title title, const Axes& axes, const std::string& plot, const PanelStyle& style) {
  const BoundingBox& extent = axes.extent;
  const double bins = kBoxPart * style.side / style.font();
  const auto x_ticks =
      axes.x_ticks.value_or(axis_ticks(extent.x_min, extent.x_max, bins / kLettersOfXTick));
  const auto y_ticks =
      axes.y_ticks.value_or(axis_ticks(extent.y_min, extent.y_max, bins / kLettersOfYTick));
  const std::string commands = fmt::format(
      "set xrange [{:.9g}:{:.9g}]\nset yrange [{:.9g}:{:.9g}]\n"
      "set xtics {} ({})\nset ytics ({})\n{}",
      extent.x_min, extent.x_max, extent.y_min, extent.y_max,
      axes.x_turned ? "rotate by 90 right offset 0,0" : "norotate autojustify offset 0,.3",
      tick_list(x_ticks), tick_list(y_ticks), plot);
  return {.title = std::move(title),
          .x_label = axes.x_label,
          .y_label = axes.y_label,
          .commands = commands,
          .left = kBeside + longest_label(y_ticks),
          .below = kBelow + (axes.x_turned ? longest_label(x_ticks) : kLine),
          .height_to_width = axes.one_scale && !is_strip(extent)
                                 ? std::optional(extent.height() / extent.width())
                                 : std::nullopt};
}

}  // namespace spiral
