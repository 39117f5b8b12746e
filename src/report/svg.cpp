#include "report/svg.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <string_view>

#include "core/contour.hpp"

namespace spiral {

namespace {

// Of a strip, in pixels: dots in the upper part, the axis and its numbers below.
constexpr double kStripWidth = 300;
constexpr double kDots = 26;
constexpr double kStripHeight = kDots + 14;
constexpr double kMargin = 8;

double strip_x(double percent) {
  return kMargin + strip_share(percent) * (kStripWidth - 2 * kMargin);
}

/// Dots that would cover each other lie apart, in an order that looks like none and stays the same.
double strip_y(std::size_t i) {
  constexpr double kGoldenRatio = 0.6180339887498949;
  const double share = std::fmod(static_cast<double>(i) * kGoldenRatio, 1.0);
  return 3 + share * (kDots - 6);
}

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

/// The region where the probability is `level` or more, as a path to be filled by the even-odd
/// rule; the frame itself lies beyond the tile's edges.
std::string region_path(const ProbabilityGrid& frame, const TileScale& scale, double level) {
  std::string path;
  for (const Polyline& line : contour(frame, level)) {
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
    if (!steps.empty()) path += begin + steps + "z";
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
    const std::string path = region_path(frame, scale, level);
    if (!path.empty()) svg += fmt::format("<path class=\"{}\" d=\"{}\"/>", name, path);
  }
  const std::string line = region_path(frame, scale, .5);
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

std::string strip_plot(const std::vector<double>& accuracies,
                       const std::vector<std::uint64_t>& seeds, std::optional<double> published) {
  const double middle = median(accuracies);
  std::string title = fmt::format("{} seeds from {:.2f} to {:.2f} %, median {:.2f} %",
                                  accuracies.size(), accuracies.front(), accuracies.back(), middle);
  if (published) title += fmt::format("; published {:.2f} %", *published);
  std::string svg = fmt::format(
      "<svg class=\"strip\" role=\"img\" viewBox=\"0 0 {0} {1}\" width=\"{0}\" height=\"{1}\" "
      "data-accuracies=\"{2}\" data-seeds=\"{3}\"><title>{4}</title><path class=\"scale\" d=\"",
      kStripWidth, kStripHeight, fmt::join(accuracies, " "), fmt::join(seeds, " "), title);
  std::string numbers;
  for (const int percent : {40, 60, 80, 100}) {
    svg += fmt::format("M{:.0f} {}v4", strip_x(percent), kDots);
    numbers += fmt::format("<text class=\"tick\" x=\"{:.0f}\" y=\"{}\">{}</text>", strip_x(percent),
                           kStripHeight - 1, percent);
  }
  svg += fmt::format("M{} {}H{}\"/>{}<path class=\"dots\" d=\"", kMargin, kDots,
                     kStripWidth - kMargin, numbers);
  std::set<std::string> dots;
  for (std::size_t i = 0; i < accuracies.size(); ++i) {
    dots.insert(fmt::format("M{:.0f} {:.0f}h0", strip_x(accuracies[i]), strip_y(i)));
  }
  for (const std::string& dot : dots) svg += dot;
  svg += fmt::format("\"/><path class=\"median\" d=\"M{0:.1f} 0V{1}\"/>", strip_x(middle), kDots);
  if (published) {
    svg += fmt::format("<path class=\"published\" d=\"M{:.1f} {}l5 9h-10z\"/>", strip_x(*published),
                       kDots);
  }
  return svg + "</svg>";
}

std::string range_plot(const RangeMarks& marks) {
  constexpr int kHeight = 16;
  constexpr int kMiddle = kHeight / 2;
  return fmt::format(
      "<svg class=\"range\" role=\"img\" viewBox=\"0 0 {} {}\" preserveAspectRatio=\"none\">"
      "<title>seeds from {:.1f} to {:.1f} %, median {:.1f} %; published {:.2f} %</title>"
      "<path class=\"whole\" d=\"M{:.1f} {}H{:.1f}\"/><path class=\"quartiles\" d=\"M{:.1f} "
      "{}H{:.1f}\"/><path class=\"median\" d=\"M{:.1f} 3v{}\"/><path class=\"published {}\" "
      "d=\"M{:.1f} {}h0\"/></svg>",
      kStripWidth, kHeight, marks.range.low, marks.range.high, marks.median, marks.published,
      strip_x(marks.range.low), kMiddle, strip_x(marks.range.high) + .1,
      strip_x(marks.quartiles.low), kMiddle, strip_x(marks.quartiles.high) + .1,
      strip_x(marks.median), kHeight - 6, marks.compatible ? "compatible" : "outlier",
      strip_x(marks.published), kMiddle);
}

std::string share_plot(const std::vector<std::optional<double>>& shares) {
  constexpr int kStep = 8;
  constexpr int kHeight = 26;
  const int width = static_cast<int>(shares.size()) * kStep;
  const auto y = [](double share) { return 2 + (1 - share) * (kHeight - 4); };
  std::string path;
  for (std::size_t i = 0; i < shares.size(); ++i) {
    if (!shares[i]) continue;
    const bool goes_on = i > 0 && shares[i - 1];
    path += fmt::format("{}{} {:.1f}", goes_on ? "L" : "M", static_cast<int>(i) * kStep + kStep / 2,
                        y(*shares[i]));
  }
  std::string svg = fmt::format(
      "<svg class=\"shares\" role=\"img\" viewBox=\"0 0 {0} {1}\" width=\"{0}\" height=\"{1}\">"
      "<title>looser to stricter thresholds, left to right</title>"
      "<path class=\"scale\" d=\"M0 {2}H{0}\"/><path class=\"course\" d=\"{3}\"/>",
      width, kHeight, kHeight / 2, path);
  if (const auto& own = shares[shares.size() / 2]) {
    svg +=
        fmt::format("<circle class=\"own\" cx=\"{}\" cy=\"{:.1f}\" r=\"3\"/>", width / 2, y(*own));
  }
  return svg + "</svg>";
}

std::string stacked_bar(const std::vector<BarPart>& parts) {
  constexpr double kWidth = 400;
  constexpr int kHeight = 14;
  std::string names;
  std::string rectangles;
  double x = 0;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const double width = parts[i].share * kWidth;
    rectangles +=
        fmt::format("<rect class=\"part-{}\" x=\"{:.1f}\" width=\"{:.1f}\" height=\"{}\"/>", i + 1,
                    x, width, kHeight);
    names += fmt::format("{}{} {:.0f} %", i == 0 ? "" : ", ", parts[i].name, 100 * parts[i].share);
    x += width;
  }
  return fmt::format(
      "<svg class=\"bar\" role=\"img\" viewBox=\"0 0 {0} {1}\" width=\"{0}\" height=\"{1}\">"
      "<title>{2}</title>{3}</svg>",
      kWidth, kHeight, names, rectangles);
}

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
         ".rim0,.rim1{stroke-width:3.4}.dot0,.dot1{stroke-width:2}";
}

}  // namespace spiral
