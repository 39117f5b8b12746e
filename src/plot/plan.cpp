#include "plot/plan.hpp"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <system_error>

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
  plan.window = std::make_shared<Window>(plan.terminal, plan.panel(), plan.options.patience);
}

[[noreturn]] void refuse_folder(const std::string& folder, const std::error_code& reason) {
  throw UsageError("out", folder, reason.message() + "; must be a folder that can be written");
}

/// Looks at the folder, or at the nearest one above it that is there; makes nothing.
void check_folder(const std::string& folder) {
  std::error_code error;
  fs::path nearest = fs::absolute(folder, error);
  while (!fs::exists(fs::status(nearest, error)) && nearest.has_relative_path()) {
    nearest = nearest.parent_path();
  }
  if (!fs::is_directory(nearest, error)) {
    refuse_folder(folder, std::make_error_code(std::errc::not_a_directory));
  }
  if (access(nearest.c_str(), W_OK | X_OK) != 0) {
    refuse_folder(folder, {errno, std::generic_category()});
  }
}

}  // namespace

const PlotFormatTraits& traits(PlotFormat format) {
  static const std::array<PlotFormatTraits, 7> kTraits{{
      {"window", {"qt", "wxt"}},
      {"png", {"pngcairo", "png"}, "font 'Sans,9'", "IEND\xAE\x42\x60\x82"},
      {"svg", {"svg"}, "font 'sans-serif,12' background 'white'", "</svg>"},
      {"pdf", {"pdfcairo"}, "font 'Sans,8'", "%%EOF"},
      {"gif", {"gif"}, "animate delay 10 loop 0 optimize", {"\0;", 2}},
      {"ascii", {"dumb"}},
      {"none", {}},
  }};
  return kTraits[static_cast<std::size_t>(format)];
}

std::string to_string(PlotFormat format) { return traits(format).name; }

int PlotPlan::panel() const { return format == PlotFormat::ascii ? kCharacters : options.panel; }

std::string PlotPlan::path(const std::string& name) const {
  return fs::path(options.out) / (name + "." + to_string(format));
}

void PlotPlan::make_folder() const {
  if (traits(format).file_end.empty()) return;
  std::error_code error;
  fs::create_directories(options.out, error);
  if (error) refuse_folder(options.out, error);
}

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
  if (!traits(plan.format).file_end.empty()) check_folder(options.out);
  return plan;
}

}  // namespace spiral
