#include "report/boundary_svg.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/contour.hpp"
#include "report/charts.hpp"

namespace spiral {

namespace {

// A tile's side, in its own units.
constexpr int kTile = 200;
constexpr int kName = 30;
constexpr int kCaption = 24;
constexpr int kGap = 12;

// Every fourth validation point is drawn: all of them would hide the ground.
constexpr std::size_t kPointStride = 4;

/// The grid in a frame of zeros, so that every line of a contour closes and can be filled.
ProbabilityGrid framed(const ProbabilityGrid& grid) {
  ProbabilityGrid frame{.x_min = grid.x_min - grid.step,
                        .y_min = grid.y_min - grid.step,
                        .step = grid.step,
                        .columns = grid.columns + 2,
                        .rows = grid.rows + 2,
                        .values = {}};
  frame.values.assign(static_cast<std::size_t>(frame.columns * frame.rows), 0);
  for (std::int64_t row = 0; row < grid.rows; ++row) {
    const auto from = grid.values.begin() + row * grid.columns;
    std::copy(from, from + grid.columns, frame.values.begin() + (row + 1) * frame.columns + 1);
  }
  return frame;
}

/// From the plane to a tile's pixels.
class TileScale {
 public:
  explicit TileScale(const ProbabilityGrid& grid)
      : grid_(grid),
        width_(static_cast<double>(grid.columns - 1) * grid.step),
        height_(static_cast<double>(grid.rows - 1) * grid.step) {}

  int x(double x) const { return pixel((x - grid_.x_min) / width_); }
  int y(double y) const { return pixel(1 - (y - grid_.y_min) / height_); }

 private:
  static int pixel(double share) { return static_cast<int>(std::lround(share * kTile)); }

  const ProbabilityGrid& grid_;
  double width_;
  double height_;
};

/// The lines where the probability is `level`, each closed where `closes`. Of a framed grid they are the
/// rims of a region, to be filled by the even-odd rule; the frame lies beyond the tile's edges.
std::string contour_path(const ProbabilityGrid& grid, const TileScale& scale, double level,
                         bool closes) {
  std::string path;
  for (const Polyline& line : contour(grid, level)) {
    int x = scale.x(line.front().x);
    int y = scale.y(line.front().y);
    const std::string begin = fmt::format("M{} {}l", x, y);
    std::string steps;
    for (const Point& point : line) {
      const int dx = scale.x(point.x) - x;
      const int dy = scale.y(point.y) - y;
      if (dx == 0 && dy == 0) continue;
      steps += fmt::format("{}{}{} ", dx, dy < 0 ? "" : " ", dy);
      x += dx;
      y += dy;
    }
    if (!steps.empty()) path += begin + steps + (closes ? "z" : "");
  }
  return path;
}

/// A dot is a line of no length with round ends: one path for all of a label.
std::string points_path(const std::vector<LabelledPoint>& points, const TileScale& scale,
                        int label) {
  std::string path;
  for (std::size_t i = 0; i < points.size(); i += kPointStride) {
    if (points[i].label != label) continue;
    path += fmt::format("M{} {}h0", scale.x(points[i].x), scale.y(points[i].y));
  }
  return path;
}

/// What is in a tile's frame.
std::string tile_content(const PredictionMap& map) {
  const ProbabilityGrid frame = framed(map.grid);
  const TileScale scale(map.grid);
  std::string svg = fmt::format("<rect class=\"zero\" width=\"{0}\" height=\"{0}\"/>", kTile);
  constexpr std::pair<double, const char*> kLevels[] = {
      {.1, "unsure-zero"}, {.5, "unsure-one"}, {.9, "one"}};
  for (const auto& [level, name] : kLevels) {
    const std::string path = contour_path(frame, scale, level, /*closes=*/true);
    if (!path.empty()) svg += fmt::format("<path class=\"{}\" d=\"{}\"/>", name, path);
  }
  const std::string line = contour_path(map.grid, scale, .5, /*closes=*/false);
  if (!line.empty()) svg += fmt::format("<path class=\"line\" d=\"{}\"/>", line);
  for (const int label : {0, 1}) {
    const std::string path = points_path(map.real, scale, label);
    if (path.empty()) continue;
    svg += fmt::format("<path class=\"rim{0}\" d=\"{1}\"/><path class=\"dot{0}\" d=\"{1}\"/>",
                       label, path);
  }
  return svg;
}

std::string placed_tile(const BoundaryTile& tile, int x, int y) {
  // An inner picture cuts off what is outside of it.
  std::string svg = fmt::format(
      "<svg x=\"{0}\" y=\"{1}\" width=\"{2}\" height=\"{2}\" viewBox=\"0 0 {2} {2}\">{3}</svg>", x,
      y, kTile, tile_content(tile.map));
  int line = y + kTile;
  for (const std::string& text : {tile.caption, tile.detail}) {
    line += kCaption;
    svg += fmt::format("<text x=\"{}\" y=\"{}\">{}</text>", x, line - 5, escape_markup(text));
  }
  return svg + "\n";
}

}  // namespace

std::string boundary_picture(const BoundaryTile& tile) {
  return fmt::format(
      "<svg class=\"boundary\" role=\"img\" viewBox=\"0 0 {0} {0}\"><title>{1}, "
      "{2}</title>{3}</svg>",
      kTile, escape_markup(tile.caption), escape_markup(tile.detail), tile_content(tile.map));
}

std::string boundary_sheet(const std::string& title, const std::vector<BoundaryRow>& rows) {
  std::size_t columns = 0;
  for (const BoundaryRow& row : rows) columns = std::max(columns, row.tiles.size());
  const int width = static_cast<int>(columns) * (kTile + kGap);
  const int row_height = kName + kTile + 2 * kCaption + kGap;
  const int height = static_cast<int>(rows.size()) * row_height;
  std::string svg = fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"boundary\" role=\"img\" "
      "viewBox=\"0 0 {0} {1}\" width=\"{0}\" height=\"{1}\"><title>{2}</title>"
      "<style>text{{font:18px sans-serif;fill:#4a5568}}.name{{font-weight:bold}}"
      "@media (prefers-color-scheme:dark){{text{{fill:#a0aec0}}}}{3}</style>\n",
      width, height, escape_markup(title), boundary_style());
  for (std::size_t r = 0; r < rows.size(); ++r) {
    const int y = static_cast<int>(r) * row_height;
    svg += fmt::format("<text class=\"name\" x=\"0\" y=\"{}\">{}</text>\n", y + 20,
                       escape_markup(rows[r].label));
    for (std::size_t c = 0; c < rows[r].tiles.size(); ++c) {
      svg += placed_tile(rows[r].tiles[c], static_cast<int>(c) * (kTile + kGap), y + kName);
    }
  }
  return svg + "</svg>\n";
}

std::string boundary_style() {
  // Between light and dark ground the luminances are 6 to 1, so that grey print tells them apart.
  return ".boundary path{fill-rule:evenodd}.zero{fill:#fdc592}.unsure-zero{fill:#fee6ce}"
         ".unsure-one{fill:#6baed6}.one{fill:#08519c}.line{fill:none;stroke:#000;stroke-width:1}"
         ".rim0,.rim1,.dot0,.dot1{fill:none;stroke-linecap:round}"
         ".rim0,.dot1{stroke:#fff}.rim1,.dot0{stroke:#000}"
         ".rim0,.rim1{stroke-width:5}.dot0,.dot1{stroke-width:3.2}";
}

}  // namespace spiral
