#include "plot/plan.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>

#include "core/text.hpp"
#include "plot/gnuplot.hpp"

namespace spiral {

namespace {

namespace fs = std::filesystem;

bool has_display() {
  return std::ranges::any_of(std::array{"DISPLAY", "WAYLAND_DISPLAY"}, [](const char* name) {
    const char* value = std::getenv(name);
    return value != nullptr && *value != '\0';
  });
}

/// The best terminal for `format` among `available`.
std::string best_terminal(PlotFormat format, const std::vector<std::string>& available) {
  const auto& wanted = traits(format).terminals;
  const auto found = std::ranges::find_first_of(wanted, available);
  if (found != wanted.end()) return *found;
  throw PlotError("this gnuplot has no terminal " + list_words(wanted, "or"));
}

/// Opens the window: what is set in the environment does not tell whether one can be opened.
void open_window(PlotPlan& plan, const std::vector<std::string>& available) {
  if (!has_display()) throw PlotError("there is no display; DISPLAY names one");
  plan.terminal = best_terminal(PlotFormat::window, available);
  plan.window = std::make_shared<Window>(plan.terminal, plan.style(), plan.options.patience);
}

}  // namespace

const PlotFormatTraits& traits(PlotFormat format) {
  // gnuplot's own for a page.
  constexpr double kPdfFontScale = 2 / 3.;
  // Cairo, wx and GD count in points, of which an inch has 72 and their screens 96 pixels; a page's
  // inch has 100 units here.
  constexpr TerminalUnits kScreen{.75, 1 / 7., 1};
  constexpr TerminalUnits kSvg{1, 1 / 10.4, 1};
  constexpr TerminalUnits kPage{.72 / kPdfFontScale, 1 / 8.3, 1 / .6};
  static const std::array<PlotFormatTraits, 7> kTraits{{
      {"window", {"qt", "wxt"}, "Sans", kScreen},
      {"png", {"pngcairo", "png"}, "Sans", kScreen, "", "IEND\xAE\x42\x60\x82"},
      {"svg", {"svg"}, "sans-serif", kSvg, "background 'white'", "</svg>"},
      {"pdf", {"pdfcairo"}, "Sans", kPage, "", "%%EOF"},
      {"gif", {"gif"}, "Sans", kScreen, "animate delay 10 loop 0", {"\0;", 2}},
      {"ascii", {"dumb"}},
      {"none", {}},
  }};
  return kTraits[static_cast<std::size_t>(format)];
}

std::string to_string(PlotFormat format) { return traits(format).name; }

PanelStyle PlotPlan::style() const {
  PanelStyle style = options.style;
  style.units = traits(format).units;
  return style;
}

std::string PlotPlan::path(const std::string& name) const {
  return fs::path(options.out) / (name + "." + to_string(format));
}

bool PlotPlan::makes_files() const { return !traits(format).file_end.empty(); }

PlotPlan prepare_plots(const PlotOptions& options, std::FILE* text_stream) {
  PlotPlan plan{options.format.value_or(PlotFormat::window), {}, options, text_stream};
  if (plan.format == PlotFormat::none) return plan;
  const auto available = gnuplot_terminals(options.patience);
  if (plan.format == PlotFormat::window) {
    try {
      open_window(plan, available);
      return plan;
    } catch (const PlotError& error) {
      if (options.format) throw PlotError(std::string("--plot window: ") + error.what());
      if (has_display()) {
        plan.warnings.push_back(std::string("figures go to files, for there is no window: ") +
                                error.what());
      }
      plan.format = PlotFormat::png;
    }
  }
  plan.terminal = best_terminal(plan.format, available);
  if (plan.makes_files()) check_out_folder(options.out);
  return plan;
}

}  // namespace spiral
