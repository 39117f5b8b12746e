#include "report/charts.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <string_view>

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
      "<path class=\"grid\" d=\"M{:.1f} 0v{}M{:.1f} 0v{}\"/><path class=\"whole\" d=\"M{:.1f} "
      "{}H{:.1f}\"/><path class=\"quartiles\" d=\"M{:.1f} "
      "{}H{:.1f}\"/><path class=\"median\" d=\"M{:.1f} 3v{}\"/><path class=\"rim {}\" "
      "d=\"M{:.1f} {}h0\"/><path class=\"published {}\" d=\"M{:.1f} {}h0\"/></svg>",
      kStripWidth, kHeight, marks.range.low, marks.range.high, marks.median, marks.published,
      strip_x(60), kHeight, strip_x(80), kHeight, strip_x(marks.range.low), kMiddle,
      strip_x(marks.range.high) + .1, strip_x(marks.quartiles.low), kMiddle,
      strip_x(marks.quartiles.high) + .1, strip_x(marks.median), kHeight - 6,
      marks.compatible ? "compatible" : "outlier", strip_x(marks.published), kMiddle,
      marks.compatible ? "compatible" : "outlier", strip_x(marks.published), kMiddle);
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

}  // namespace spiral
