#include "plot/plan.hpp"

#include <unistd.h>

#include <array>
#include <cerrno>
#include <filesystem>
#include <system_error>

#include "core/text.hpp"
#include "plot/gnuplot.hpp"

namespace spiral {

namespace {

namespace fs = std::filesystem;

bool is_file_format(PlotFormat format) {
  return format == PlotFormat::png || format == PlotFormat::svg || format == PlotFormat::pdf ||
         format == PlotFormat::gif;
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

std::string to_string(PlotFormat format) {
  constexpr std::array<const char*, 7> kNames{"window", "png",   "svg", "pdf",
                                              "gif",    "ascii", "none"};
  return kNames[static_cast<std::size_t>(format)];
}

std::string PlotPlan::path(const std::string& name) const {
  return fs::path(options.out) / (name + "." + to_string(format));
}

void PlotPlan::make_folder() const {
  if (!is_file_format(format)) return;
  std::error_code error;
  fs::create_directories(options.out, error);
  if (error) refuse_folder(options.out, error);
}

PlotPlan prepare_plots(const PlotOptions& options, std::FILE* text_stream) {
  PlotPlan plan{options.format.value_or(PlotFormat::png), {}, options, text_stream};
  if (options.format == PlotFormat::none) return plan;
  const auto available = gnuplot_terminals();
  plan.format = options.format.value_or(default_format(available));
  plan.terminal = choose_terminal(plan.format, available);
  if (is_file_format(plan.format)) check_folder(options.out);
  return plan;
}

}  // namespace spiral
