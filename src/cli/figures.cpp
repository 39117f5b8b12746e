#include "cli/figures.hpp"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <map>

#include "plot/figure.hpp"
#include "plot/gnuplot.hpp"
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
    case PlotFormat::ascii:
    case PlotFormat::none:
      break;
  }
  return {};
}

/// The terminal's size in characters; 100 by 30 where standard output is none.
std::pair<int, int> text_size() {
  winsize size{};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return {100, 30};
  return {size.ws_col, std::min<int>(size.ws_row, 40)};
}

std::string path_of(const Figure& figure, const PlotOptions& options) {
  return std::filesystem::path(options.out) / (figure.name + extension(options.format));
}

void draw(const Figure& figure, const PlotOptions& options, const std::string& terminal) {
  if (options.format == PlotFormat::ascii) {
    const auto [columns, rows] = text_size();
    fmt::print("{}\n", draw_text(figure, columns, rows, isatty(STDOUT_FILENO) != 0));
    return;
  }
  const std::string path = path_of(figure, options);
  draw_file(figure, terminal, path);
  fmt::print("{}\n", path);
}

/// The settings of a GIF are drawn while they train; every other format draws when all is done.
bool draws_at_the_end(const PlotOptions& options) {
  return options.format != PlotFormat::none && options.format != PlotFormat::gif;
}

bool has_picture(const TrialResult& result) { return result.picture != nullptr; }

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

}  // namespace

std::string prepare_plots(const PlotOptions& options) {
  if (options.format == PlotFormat::none) return {};
  const std::string terminal = choose_terminal(options.format, gnuplot_terminals());
  if (options.format == PlotFormat::ascii) return terminal;
  std::error_code error;
  std::filesystem::create_directories(options.out, error);
  if (error) throw PlotError("--out " + options.out + ": " + error.message());
  try {
    check_writable(std::filesystem::path(options.out) / "figure");
  } catch (const OutputError& reason) {
    throw PlotError("--out " + options.out + ": " + reason.what());
  }
  return terminal;
}

AnimationRecorder::AnimationRecorder(const std::vector<Trial>& trials, std::uint64_t first_seed,
                                     const PlotOptions& options)
    : trials_(trials),
      first_seed_(first_seed),
      options_(options),
      frames_(trials.size()),
      paths_(trials.size()),
      errors_(trials.size()) {}

bool AnimationRecorder::records(const Trial& trial) const {
  return options_.format == PlotFormat::gif && trial.seed == first_seed_;
}

void AnimationRecorder::on_epoch(std::size_t trial, std::int64_t epoch, double,
                                 const Snapshot& snapshot) {
  const Trial& asked = trials_[trial];
  if (!records(asked)) return;
  const std::int64_t epochs = asked.setting.epochs;
  const std::int64_t every = options_.gif_every.value_or((epochs + 49) / 50);
  if (epoch != 1 && epoch != epochs && epoch % every != 0) return;
  frames_[trial].push_back(
      frame_figure(asked, epoch, snapshot(options_.grid_step), options_.panel));
}

void AnimationRecorder::on_trial_done(std::size_t trial) {
  if (!records(trials_[trial])) return;
  const std::string path = path_of(frames_[trial].front(), options_);
  try {
    draw_animation(frames_[trial], path);
    paths_[trial] = path;
  } catch (const PlotError& error) {
    errors_[trial] = error;
  }
  frames_[trial] = {};
}

std::vector<std::string> AnimationRecorder::paths() const {
  for (const auto& error : errors_) {
    if (error) throw *error;
  }
  std::vector<std::string> drawn;
  std::copy_if(paths_.begin(), paths_.end(), std::back_inserter(drawn),
               [](const std::string& path) { return !path.empty(); });
  return drawn;
}

void draw_experiment(const Experiment& experiment, const std::vector<TrialResult>& results,
                     const PlotOptions& options, const std::string& terminal) {
  std::vector<TrialResult> pictured;
  std::copy_if(results.begin(), results.end(), std::back_inserter(pictured), has_picture);
  if (!draws_at_the_end(options) || pictured.empty()) return;
  if (options.format == PlotFormat::ascii) {
    for (const TrialResult& result : pictured)
      draw(text_figure(experiment, result), options, terminal);
    return;
  }
  if (experiment.name == "learning-rate") {
    for (const Figure& figure : rate_figures(pictured, options.panel))
      draw(figure, options, terminal);
  } else {
    for (const TrialResult& result : pictured)
      draw(comparison_figure(experiment, result, options.panel), options, terminal);
  }
  if (experiment.plots_convergence) draw(convergence_figure(pictured.front()), options, terminal);
  draw(overview_figure(experiment, results, options.panel), options, terminal);
}

void draw_dataset(const std::vector<LabelledPoint>& points, const PlotOptions& options,
                  const std::string& terminal) {
  if (draws_at_the_end(options)) draw(dataset_figure(points), options, terminal);
}

}  // namespace spiral
