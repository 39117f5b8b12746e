#include "plot/figure.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "plot/panel.hpp"

namespace spiral {

namespace {

constexpr int kDotsPerInch = 100;

/// "3x10/bce" as part of a file's name.
std::string file_part(const std::string& name) {
  std::string part = name;
  std::replace(part.begin(), part.end(), '/', '-');
  return part;
}

std::string percent(double share) {
  return std::isnan(share) ? "NaN" : fmt::format("{:.2f} %", 100 * share);
}

std::string seed_note(const Trial& trial) {
  return trial.seed == 0 ? "" : fmt::format(", seed {}", trial.seed);
}

std::string multiplot(int rows, int columns, const std::string& title, const std::string& panels) {
  return figure_preamble() +
         fmt::format("set multiplot layout {},{} title {} noenhanced\n", rows, columns,
                     gnuplot_string(title)) +
         panels + "unset multiplot\n";
}

/// The first result of each setting, in the settings' order.
std::vector<TrialResult> first_seeds(const Experiment& experiment,
                                     const std::vector<TrialResult>& results) {
  std::vector<TrialResult> first;
  for (const Setting& setting : experiment.settings) {
    const auto found = std::find_if(results.begin(), results.end(), [&](const TrialResult& r) {
      return r.trial.setting.name == setting.name;
    });
    if (found != results.end()) first.push_back(*found);
  }
  return first;
}

/// A column of dots a setting, one a seed, and a black bar where the notebook published a figure.
std::string distribution_panel(const Experiment& experiment,
                               const std::vector<TrialResult>& results) {
  std::string seeds = "$seeds << EOD\n";
  std::string published = "$published << EOD\n";
  std::string tics;
  for (std::size_t i = 0; i < experiment.settings.size(); ++i) {
    const std::string& name = experiment.settings[i].name;
    tics += fmt::format("{}{} {}", i == 0 ? "" : ", ", gnuplot_string(name), i);
    std::size_t seed = 0;
    for (const TrialResult& result : results) {
      if (result.trial.setting.name != name || std::isnan(result.validation.accuracy)) continue;
      // Seeds beside each other, spread over 0.6 by the golden ratio, so that equal ones are seen.
      const double offset = std::fmod(static_cast<double>(seed++) * 0.618, 1.0) * 0.6 - 0.3;
      seeds +=
          fmt::format("{} {}\n", static_cast<double>(i) + offset, 100 * result.validation.accuracy);
    }
    const Published* row = find_published(experiment, name);
    published += fmt::format("{} {}\n", i, row ? fmt::to_string(row->accuracy_percent) : "NaN");
  }
  return seeds + "EOD\n" + published + "EOD\n" +
         fmt::format(
             "set title 'accuracy of each seed, in %; bar: published'\nset size noratio\n"
             "set xrange [-0.5:{}]\nset yrange [40:102]\nset xtics rotate by -30 ({})\n"
             "plot $seeds using 1:2 with points pt 7 ps 0.4 lc rgb '#3288bd', "
             "$published using 1:2:(0.35) with xerrorbars lw 3 pt 0 lc rgb 'black'\n"
             "set xtics norotate autofreq\n",
             static_cast<double>(experiment.settings.size()) - 0.5, tics);
}

}  // namespace

Figure dataset_figure(const std::vector<LabelledPoint>& points) {
  return {.name = "dataset",
          .width = 5 * kDotsPerInch,
          .height = 5 * kDotsPerInch,
          .commands = figure_preamble() + points_panel("training set", points)};
}

Figure comparison_figure(const Experiment& experiment, const TrialResult& result, int panel) {
  const Picture& picture = *result.picture;
  const std::string& setting = result.trial.setting.name;
  const std::string panels = convergence_panel("convergence", {{setting, result.train_error}}) +
                             points_panel("real data", picture.real) +
                             points_panel("predictions, accuracy " + percent(picture.accuracy),
                                          predicted_points(picture)) +
                             boundary_panel("decision boundary", picture);
  return {.name = experiment.name + "-" + file_part(setting),
          .width = 4 * panel,
          .height = panel,
          .commands = multiplot(1, 4, experiment.varied + ": " + setting + seed_note(result.trial),
                                panels)};
}

Figure text_figure(const Experiment& experiment, const TrialResult& result) {
  const std::string& setting = result.trial.setting.name;
  const std::string panels =
      convergence_panel("convergence", {{setting, result.train_error}}) +
      boundary_text_panel("decision boundary, accuracy " + percent(result.picture->accuracy),
                          *result.picture);
  return {.name = experiment.name + "-" + file_part(setting),
          .width = 0,
          .height = 0,
          .commands = multiplot(1, 2, experiment.varied + ": " + setting + seed_note(result.trial),
                                panels)};
}

Figure frame_figure(const Trial& trial, std::int64_t epoch, const Picture& picture, int panel) {
  return {.name = trial.experiment + "-" + file_part(trial.setting.name),
          .width = panel,
          .height = panel,
          // A GIF has 256 colours for all its frames, and few of them make it small.
          .commands = figure_preamble() + "set palette maxcolors 32\n" +
                      boundary_panel(fmt::format("{}, epoch {}, accuracy {}", trial.setting.name,
                                                 epoch, percent(picture.accuracy)),
                                     picture)};
}

Figure convergence_figure(const TrialResult& result) {
  return {
      .name = result.trial.experiment + "-convergence",
      .width = 6 * kDotsPerInch,
      .height = 4 * kDotsPerInch,
      .commands = figure_preamble() + convergence_panel("convergence", {{"", result.train_error}})};
}

Figure learning_rate_figure(const std::vector<TrialResult>& results, int panel) {
  const std::string rate = value_name(results.front().trial.setting.learning_rate);
  std::vector<Curve> curves;
  std::string boundaries;
  for (const TrialResult& result : results) {
    const std::string shape = shape_name(result.trial.setting.hidden);
    curves.push_back({shape, result.train_error});
    boundaries +=
        boundary_panel(shape + ", accuracy " + percent(result.picture->accuracy), *result.picture);
  }
  const int panels = static_cast<int>(results.size()) + 1;
  return {
      .name = "learning-rate-" + rate,
      .width = panels * panel,
      .height = panel,
      .commands = multiplot(1, panels, "Learning rate: " + rate + seed_note(results.front().trial),
                            convergence_panel("convergence", curves) + boundaries)};
}

Figure overview_figure(const Experiment& experiment, const std::vector<TrialResult>& results,
                       int panel) {
  const auto first = first_seeds(experiment, results);
  std::string panels;
  for (const TrialResult& result : first) {
    const Published* published = find_published(experiment, result.trial.setting.name);
    panels += boundary_panel(
        result.trial.setting.name + ": " + percent(result.picture->accuracy) +
            (published ? fmt::format(" (published {:.2f})", published->accuracy_percent) : ""),
        *result.picture);
  }
  const bool several_seeds = results.size() > first.size();
  if (several_seeds) panels += distribution_panel(experiment, results);
  const int count = static_cast<int>(first.size()) + (several_seeds ? 1 : 0);
  const int columns = std::min(count, 4);
  const int rows = (count + columns - 1) / columns;
  return {
      .name = experiment.name + "-overview",
      .width = columns * panel,
      .height = rows * panel,
      .commands = multiplot(rows, columns, experiment.name + ": " + experiment.summary, panels)};
}

}  // namespace spiral
