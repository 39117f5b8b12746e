// Small pictures for a page: SVG text that needs no file and no script. Colours are classes, which
// the page's style knows; see page_style().
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "statistics/interval.hpp"

namespace spiral {

/// How far along the scale of accuracies, which goes from 40 to 100 %, one lies: from 0, where also
/// all below is, to 1.
double strip_share(double percent);

/// Every seed's accuracy as a dot over an axis from 40 to 100 %, the median as a bar, the published
/// figure as a triangle; a value below the scale is drawn at its end.
/// Shape: `accuracies` ascends and is not empty; `seeds` are as many.
/// Units: percent.
std::string strip_plot(const std::vector<double>& accuracies,
                       const std::vector<std::uint64_t>& seeds, std::optional<double> published);

/// A line on the same scale: the compatible range, the quartiles, the median, the published figure.
struct RangeMarks {
  Interval range;
  Interval quartiles;
  double median;
  double published;
  bool compatible;
};
std::string range_plot(const RangeMarks& marks);

/// Shares from 0 to 1 as a line from left to right, with one half as a rule; the middle one marked.
/// What is absent interrupts the line.
std::string share_plot(const std::vector<std::optional<double>>& shares);

/// Parts of a whole as a bar, each with the class "part-1", "part-2" ... and its name.
struct BarPart {
  std::string name;
  double share;
};
std::string stacked_bar(const std::vector<BarPart>& parts);

/// `text` as it may stand in HTML and SVG.
std::string escape_markup(const std::string& text);

}  // namespace spiral
