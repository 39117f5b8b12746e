#include "cli/figure_options.hpp"

#include <algorithm>
#include <map>

#include "cli/parameters.hpp"
#include "cli/parse_value.hpp"

namespace spiral {

OptionSpec plot_option(const std::vector<std::string>& formats) {
  static const std::map<std::string, PlotFormat> known{
      {"window", PlotFormat::window}, {"png", PlotFormat::png}, {"svg", PlotFormat::svg},
      {"pdf", PlotFormat::pdf},       {"gif", PlotFormat::gif}, {"ascii", PlotFormat::ascii},
      {"none", PlotFormat::none}};
  return {"plot",
          "FORMAT",
          listed(formats, "or") + " (default window; png without a display)",
          "allowed are " + listed(formats, "and"),
          [=](Options& options, const std::string& text) {
            if (std::find(formats.begin(), formats.end(), text) == formats.end()) return false;
            options.plot.format = known.at(text);
            return true;
          },
          formats};
}

OptionSpec plot_option() {
  return plot_option({"window", "png", "svg", "pdf", "gif", "ascii", "none"});
}

OptionSpec out_option(const std::string& holds) {
  return {"out", "DIR", "folder for " + holds + " (default spiral-results)", "allowed is a folder",
          [](Options& options, const std::string& text) {
            options.plot.out = text;
            return !text.empty();
          }};
}

OptionSpec plot_size_option() {
  return {"plot-size", "N", "side of a figure's panel in pixels (default 400)",
          whole_range(100, 4000), [](Options& options, const std::string& text) {
            const auto value = parse_whole(text, 100, 4000);
            if (value) options.plot.panel = static_cast<int>(*value);
            return value.has_value();
          }};
}

OptionSpec grid_step_option() {
  return {"grid-step", "X", "grid of the decision boundary (default 0.05; the notebook: 0.01)",
          "allowed are numbers from 0.005 to 1", [](Options& options, const std::string& text) {
            const auto value = parse_finite(text);
            if (!value || *value < 0.005 || *value > 1) return false;
            options.plot.grid_step = *value;
            return true;
          }};
}

OptionSpec gif_every_option() {
  return {"gif-every", "N", "epochs from frame to frame of a GIF (default: about 50 frames)",
          whole_range(1, kMostEpochs), [](Options& options, const std::string& text) {
            options.plot.gif_every = parse_whole(text, 1, kMostEpochs);
            return options.plot.gif_every.has_value();
          }};
}

}  // namespace spiral
