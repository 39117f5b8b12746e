#include "cli/figure_options.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "cli/option_kinds.hpp"
#include "core/text.hpp"

namespace spiral {

namespace {

using enum PlotFormat;
constexpr std::array kPlotFormats{window, png, svg, pdf, gif, ascii, none};
/// In the order of PanelKind.
const std::array<std::string, 4> kPanels{"convergence", "real", "prediction", "boundary"};

using Text = std::string;
using Texts = std::vector<std::string>;

bool set_plot(Options& options, const Text& text) {
  for (const PlotFormat format : kPlotFormats) {
    if (to_string(format) == text) options.plot.format = format;
  }
  return true;
}

/// "6.5in", "165mm".
bool set_figure_width(Options& options, const Text& text) {
  for (const auto& [unit, per_inch] : {std::pair("in", 1.), {"cm", 2.54}, {"mm", 25.4}}) {
    if (!text.ends_with(unit)) continue;
    const double inches = parse_finite(text.substr(0, text.size() - 2)).value_or(0) / per_inch;
    options.plot.style.figure_width = inches * kUnitsPerInch;
    return 1 <= inches && inches <= 100;
  }
  return false;
}

bool set_font_size(Options& options, const Text& text) {
  const double points = parse_finite(text).value_or(0);
  options.plot.style.font_size = points / 72 * kUnitsPerInch;
  return 4 <= points && points <= 72;
}

bool set_panels(Options& options, const Text& text) {
  std::vector<PanelKind>& panels = options.plot.style.panels;
  panels.clear();
  for (const Text& name : split(text, ',')) {
    const auto found = std::ranges::find(kPanels, name);
    if (found == kPanels.end()) return false;
    const auto kind = static_cast<PanelKind>(found - kPanels.begin());
    if (std::ranges::count(panels, kind) > 0) return false;
    panels.push_back(kind);
  }
  return true;
}

bool set_grid_step(Options& options, const Text& text) {
  options.plot.grid_step = parse_finite(text).value_or(0);
  return 0.005 <= options.plot.grid_step && options.plot.grid_step <= 1;
}

}  // namespace

std::vector<OptionSpec> figure_options() {
  Texts formats;
  for (const PlotFormat format : kPlotFormats) formats.push_back(to_string(format));
  const Texts panels{kPanels.begin(), kPanels.end()};
  return {with_choices({"plot", "FORMAT", "(default window; png without a display)", "", set_plot},
                       formats),
          integer("plot-size", 100, 4000, "side of a figure's panel in pixels (default 400)",
                  [](auto& o, auto n) { o.plot.style.side = static_cast<double>(n); }),
          {"figure-width", "WIDTH", "a figure's whole width instead, for print: 6.5in, 165mm",
           "must be a length from 1in to 100in, such as 6.5in, 16cm or 165mm", set_figure_width},
          {"font-size", "POINTS",
           "of a figure's letters, at most a twelfth of a panel (default: what suits it)",
           "must be a number from 4 to 72", set_font_size},
          {"panel", "PANEL,...", list_words(panels, "or") + ": what the figure of a training shows",
           "must be some of " + list_words(panels, "or") + ", each once", set_panels},
          with_choices(words("palette", "PALETTE",
                             "(default notebook; safe is for the colour-blind and grey prints)", "",
                             [](auto& o, auto text) {
                               o.plot.style.palette =
                                   text == "safe" ? &safe_palette() : &notebook_palette();
                             }),
                       {"notebook", "safe"}),
          with_choices(words("aspect", "ASPECT",
                             "(default fill, as in the notebook: the plane fills its box)", "",
                             [](auto& o, auto text) { o.plot.style.equal_axes = text == "equal"; }),
                       {"fill", "equal"}),
          {"grid-step", "X", "grid of the decision boundary (default 0.05; the notebook: 0.01)",
           "must be a number from 0.005 to 1", set_grid_step},
          integer("gif-every", 1, kMaxEpochs,
                  "epochs from frame to frame of a GIF (default: about 50 frames)",
                  [](auto& o, auto n) { o.plot.gif_every = n; })};
}

}  // namespace spiral
