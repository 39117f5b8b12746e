#include "cli/figures.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>

#include "cli/terminal.hpp"
#include "cli/usage_error.hpp"
#include "plot/figure.hpp"
#include "report/output_file.hpp"

namespace spiral {

namespace {

std::string extension(PlotFormat format) {
  switch (format) {
    case PlotFormat::png:
      return ".png";
    case PlotFormat::svg:
      return ".svg";
    case PlotFormat::pdf:
      return ".pdf";
    case PlotFormat::gif:
      return ".gif";
    case PlotFormat::window:
    case PlotFormat::ascii:
    case PlotFormat::none:
      break;
  }
  return {};
}

void check_folder(const std::string& folder) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) throw UsageError("out", folder, error.message() + "; allowed is a folder");
  try {
    check_writable(std::filesystem::path(folder) / "figure");
  } catch (const OutputError& reason) {
    throw UsageError("out", folder, reason.what() + std::string("; allowed is a folder"));
  }
}

void draw(const Figure& figure, const PlotPlan& plan) {
  if (plan.format == PlotFormat::ascii) {
    fmt::print(plan.text_stream, "{}\n", TextCanvas(text_size(plan.text_stream)).draw(figure));
  } else if (plan.format == PlotFormat::window) {
    try {
      Window(plan.terminal, WindowLife::until_closed).draw(figure);
    } catch (const WindowClosed&) {  // before it was drawn: the user's wish
    }
  } else {
    const std::string path = plan.path(figure.name);
    draw_file(figure, plan.terminal, path);
    fmt::print(plan.text_stream, "{}\n", path);
  }
}

/// The learning-rate exercise sets four networks beside each other: one figure a rate.
std::vector<Figure> rate_figures(const std::vector<TrialResult>& pictured, int panel) {
  std::map<double, std::vector<TrialResult>> by_rate;
  for (const TrialResult& result : pictured) {
    by_rate[result.trial.setting.learning_rate].push_back(result);
  }
  std::vector<Figure> figures;
  for (const auto& [rate, results] : by_rate)
    figures.push_back(learning_rate_figure(results, panel));
  return figures;
}

/// The notebook's own figures of these trials.
std::vector<Figure> notebook_figures(const Experiment& experiment,
                                     const std::vector<TrialResult>& pictured, int panel) {
  if (experiment.name == "learning-rate") return rate_figures(pictured, panel);
  std::vector<Figure> figures;
  for (const TrialResult& result : pictured) {
    figures.push_back(comparison_figure(experiment, result, panel));
  }
  if (experiment.plots_convergence) figures.push_back(convergence_figure(pictured.front()));
  return figures;
}

}  // namespace

bool PlotPlan::draws_at_the_end() const {
  return format != PlotFormat::none && format != PlotFormat::gif;
}

std::string PlotPlan::path(const std::string& name) const {
  return std::filesystem::path(options.out) / (name + extension(format));
}

PlotPlan plan_plots(const PlotOptions& options, std::FILE* text_stream) {
  PlotPlan plan{options.format.value_or(PlotFormat::png), {}, options, text_stream};
  if (options.format == PlotFormat::none) return plan;
  const auto available = gnuplot_terminals();
  plan.format = options.format.value_or(default_format(available));
  plan.terminal = choose_terminal(plan.format, available);
  if (!extension(plan.format).empty()) check_folder(options.out);
  return plan;
}

void draw_experiment(const Experiment& experiment, const std::vector<TrialResult>& results,
                     const PlotPlan& plan) {
  std::vector<TrialResult> pictured;
  std::copy_if(results.begin(), results.end(), std::back_inserter(pictured),
               [](const TrialResult& result) { return result.picture != nullptr; });
  if (pictured.empty()) return;
  const int panel = plan.options.panel;
  if (plan.format == PlotFormat::ascii) {
    for (const TrialResult& result : pictured) {
      draw(training_text_figure(result.trial, result.train_error, *result.picture), plan);
    }
    return;
  }
  // A window for each figure would bury the user: of several settings the overview says it all.
  if (plan.format == PlotFormat::window) {
    draw(pictured.size() > 1 ? overview_figure(experiment, results, panel)
                             : comparison_figure(experiment, pictured.front(), panel),
         plan);
    return;
  }
  for (const Figure& figure : notebook_figures(experiment, pictured, panel)) draw(figure, plan);
  draw(overview_figure(experiment, results, panel), plan);
}

void draw_model(const std::string& name, const std::string& shape, const ProbabilityGrid& grid,
                const PlotPlan& plan) {
  draw(plan.format == PlotFormat::ascii ? model_text_figure(name, shape, grid)
                                        : model_figure(name, shape, grid, plan.options.panel),
       plan);
}

void draw_dataset(const std::vector<LabelledPoint>& points, const PlotPlan& plan) {
  if (plan.draws_at_the_end()) draw(dataset_figure(points), plan);
}

}  // namespace spiral
