#include "report/svg.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <string_view>

#include "core/contour.hpp"
#include "statistics/interval.hpp"

namespace spiral {

namespace {

constexpr double kStripWidth = 180;
constexpr double kStripHeight = 24;

double strip_x(double percent) { return 4 + strip_share(percent) * (kStripWidth - 8); }

/// Dots that would cover each other lie apart, in an order that looks like none and stays the same.
double strip_y(std::size_t i) {
  constexpr double kGoldenRatio = 0.6180339887498949;
  const double share = std::fmod(static_cast<double>(i) * kGoldenRatio, 1.0);
  return 4 + share * (kStripHeight - 8);
}

// A tile's side, in the sheet's own units.
constexpr int kTile = 200;
constexpr int kName = 30;
constexpr int kCaption = 24;
constexpr int kGap = 12;

/// The grid in a frame of zeros, so that every line of a contour closes and can be filled.
ProbabilityGrid framed(const ProbabilityGrid& grid) {
  ProbabilityGrid frame{.x_min = grid.x_min - grid.step,
                        .y_min = grid.y_min - grid.step,
                        .step = grid.step,
                        .columns = grid.columns + 2,
                        .rows = grid.rows + 2,
                        .probability = {}};
  frame.probability.assign(static_cast<std::size_t>(frame.columns * frame.rows), 0);
  for (std::int64_t row = 0; row < grid.rows; ++row) {
    const auto from = grid.probability.begin() + row * grid.columns;
    std::copy(from, from + grid.columns, frame.probability.begin() + (row + 1) * frame.columns + 1);
  }
  return frame;
}

/// The region where the probability is `level` or more, as a path to be filled by the even-odd
/// rule; the frame itself lies beyond the tile's edges.
std::string region_path(const ProbabilityGrid& frame, double level) {
  const double width = static_cast<double>(frame.columns - 3) * frame.step;
  const double height = static_cast<double>(frame.rows - 3) * frame.step;
  const auto pixel = [](double share) { return static_cast<int>(std::lround(share * kTile)); };
  const auto x_of = [&](const Point& p) { return pixel((p.x - frame.x_min - frame.step) / width); };
  const auto y_of = [&](const Point& p) {
    return pixel(1 - (p.y - frame.y_min - frame.step) / height);
  };
  std::string path;
  for (const Polyline& line : contour(frame, level)) {
    int x = x_of(line.front());
    int y = y_of(line.front());
    const std::string begin = fmt::format("M{} {}l", x, y);
    std::string steps;
    for (const Point& point : line) {
      const int dx = x_of(point) - x;
      const int dy = y_of(point) - y;
      if (dx == 0 && dy == 0) continue;
      steps += fmt::format("{}{}{} ", dx, dy < 0 ? "" : " ", dy);
      x += dx;
      y += dy;
    }
    if (!steps.empty()) path += begin + steps + "z";
  }
  return path;
}

std::string tile_svg(const BoundaryTile& tile, int x, int y) {
  const ProbabilityGrid frame = framed(tile.grid);
  // An inner picture cuts off what is outside of it.
  std::string svg = fmt::format(
      "<svg x=\"{0}\" y=\"{1}\" width=\"{2}\" height=\"{2}\" viewBox=\"0 0 {2} {2}\">"
      "<rect class=\"zero\" width=\"{2}\" height=\"{2}\"/>",
      x, y, kTile);
  constexpr std::pair<double, const char*> kLevels[] = {
      {.1, "unsure-zero"}, {.5, "unsure-one"}, {.9, "one"}};
  for (const auto& [level, name] : kLevels) {
    const std::string path = region_path(frame, level);
    if (!path.empty()) svg += fmt::format("<path class=\"{}\" d=\"{}\"/>", name, path);
  }
  svg += "</svg>";
  int line = y + kTile;
  for (const std::string& text : {tile.caption, tile.detail}) {
    line += kCaption;
    svg += fmt::format("<text x=\"{}\" y=\"{}\">{}</text>", x, line - 5, escape_markup(text));
  }
  return svg + "\n";
}

}  // namespace

std::string escape_markup(const std::string& text) {
  constexpr std::string_view kSpecial = "&<>\"";
  constexpr const char* kEntities[] = {"&amp;", "&lt;", "&gt;", "&quot;"};
  std::string escaped;
  for (const char c : text) {
    const auto special = kSpecial.find(c);
    escaped += special == std::string_view::npos ? std::string(1, c) : kEntities[special];
  }
  return escaped;
}

double strip_share(double percent) {
  constexpr double kLow = 40;
  return std::clamp((percent - kLow) / (100 - kLow), 0.0, 1.0);
}

std::string strip_plot(const std::vector<double>& accuracies, std::optional<double> published) {
  const double middle = median(accuracies);
  std::string title = fmt::format("{} seeds from {:.2f} to {:.2f} %, median {:.2f} %",
                                  accuracies.size(), accuracies.front(), accuracies.back(), middle);
  if (published) title += fmt::format("; published {:.2f} %", *published);
  std::string svg = fmt::format(
      "<svg class=\"strip\" role=\"img\" viewBox=\"0 0 {0} {1}\" width=\"{0}\" height=\"{1}\">"
      "<title>{2}</title><path class=\"scale\" d=\"M4 {3}H{4}\"/><path class=\"dots\" d=\"",
      kStripWidth, kStripHeight, title, kStripHeight - 1, kStripWidth - 4);
  // A dot is a line of no length with round ends: one path for all, each place drawn once.
  std::set<std::string> dots;
  for (std::size_t i = 0; i < accuracies.size(); ++i) {
    dots.insert(fmt::format("M{:.0f} {:.0f}h0", strip_x(accuracies[i]), strip_y(i)));
  }
  for (const std::string& dot : dots) svg += dot;
  svg += fmt::format("\"/><path class=\"median\" d=\"M{0:.1f} 0V{1}\"/>", strip_x(middle),
                     kStripHeight);
  if (published) {
    svg += fmt::format("<path class=\"published\" d=\"M{:.1f} {}l4 -8h-8z\"/>", strip_x(*published),
                       kStripHeight);
  }
  return svg + "</svg>";
}

std::string boundary_sheet(const std::string& title, const std::vector<BoundaryRow>& rows) {
  std::size_t columns = 0;
  for (const BoundaryRow& row : rows) columns = std::max(columns, row.tiles.size());
  const int width = static_cast<int>(columns) * (kTile + kGap);
  const int row_height = kName + kTile + 2 * kCaption + kGap;
  const int height = static_cast<int>(rows.size()) * row_height;
  std::string svg = fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"boundaries\" role=\"img\" "
      "viewBox=\"0 0 {0} {1}\" width=\"{0}\" height=\"{1}\"><title>{2}</title>"
      "<style>.boundaries text{{font:20px sans-serif;fill:#4a5568}}"
      ".boundaries .name{{font-weight:bold}}"
      "@media (prefers-color-scheme:dark){{.boundaries text{{fill:#a0aec0}}}}"
      ".boundaries path{{fill-rule:evenodd}}"
      ".zero{{fill:#2b6cb0}}.unsure-zero{{fill:#90bfe8}}.unsure-one{{fill:#f3b3a6}}"
      ".one{{fill:#c53030}}</style>\n",
      width, height, escape_markup(title));
  for (std::size_t r = 0; r < rows.size(); ++r) {
    const int y = static_cast<int>(r) * row_height;
    svg += fmt::format("<text class=\"name\" x=\"0\" y=\"{}\">{}</text>\n", y + 20,
                       escape_markup(rows[r].label));
    for (std::size_t c = 0; c < rows[r].tiles.size(); ++c) {
      svg += tile_svg(rows[r].tiles[c], static_cast<int>(c) * (kTile + kGap), y + kName);
    }
  }
  return svg + "</svg>\n";
}

}  // namespace spiral
