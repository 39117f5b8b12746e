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

/// Each setting's accuracies beside the published one.
std::vector<Sample> accuracy_samples(const Experiment& experiment,
                                     const std::vector<TrialResult>& results) {
  std::vector<Sample> samples;
  for (const Setting& setting : experiment.settings) {
    Sample sample{.label = setting.name, .values = {}, .reference = {}};
    for (const TrialResult& result : results) {
      const double accuracy = notebook_figure(result);
      if (result.trial.setting.name != setting.name || std::isnan(accuracy)) continue;
      sample.values.push_back(100 * accuracy);
    }
    const Published* published = find_published(experiment, setting.name);
    if (published != nullptr) sample.reference = published->accuracy_percent;
    samples.push_back(std::move(sample));
  }
  return samples;
}

std::string boundary_title(const Picture& picture) {
  return "decision boundary, accuracy " + percent(picture.accuracy);
}

Figure training_panels(const Trial& trial, const std::vector<double>& train_error, int panel,
                       const std::string& boundary) {
  const Setting& setting = trial.setting;
  const std::string title = fmt::format("{}: {}, epoch {} of {}{}", trial.experiment, setting.name,
                                        train_error.size(), setting.epochs, seed_note(trial));
  return {.name = trial.experiment + "-" + file_part(setting.name),
          .width = 2 * panel,
          .height = panel,
          .commands = multiplot(
              1, 2, title,
              convergence_panel("convergence", {{setting.name, train_error}}, setting.epochs) +
                  boundary)};
}

std::string model_title(const std::string& file, const std::string& shape) {
  return fmt::format("{} ({}): decision boundary", file, shape);
}

Picture without_points(const ProbabilityGrid& grid) {
  return {.real = {}, .predicted = {}, .accuracy = 0, .grid = grid};
}

Figure model_page(const std::string& file, int panel, const std::string& boundary) {
  return {.name = file + "-boundary",
          .width = panel,
          .height = panel,
          .commands = figure_preamble() + boundary};
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
  const std::string panels = convergence_panel("convergence", {{setting, result.train_error}},
                                               result.trial.setting.epochs) +
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

Figure training_figure(const Trial& trial, const std::vector<double>& train_error,
                       const Picture& picture, int panel) {
  return training_panels(trial, train_error, panel,
                         boundary_panel(boundary_title(picture), picture));
}

Figure training_text_figure(const Trial& trial, const std::vector<double>& train_error,
                            const Picture& picture) {
  return training_panels(trial, train_error, 0,
                         boundary_text_panel(boundary_title(picture), picture));
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

Figure model_figure(const std::string& file, const std::string& shape, const ProbabilityGrid& grid,
                    int panel) {
  return model_page(file, panel, boundary_panel(model_title(file, shape), without_points(grid)));
}

Figure model_text_figure(const std::string& file, const std::string& shape,
                         const ProbabilityGrid& grid) {
  return model_page(file, 0, boundary_text_panel(model_title(file, shape), without_points(grid)));
}

Figure convergence_figure(const TrialResult& result) {
  return {
      .name = result.trial.experiment + "-convergence",
      .width = 6 * kDotsPerInch,
      .height = 4 * kDotsPerInch,
      .commands = figure_preamble() + convergence_panel("convergence", {{"", result.train_error}},
                                                        result.trial.setting.epochs)};
}

Figure learning_rate_figure(const std::vector<TrialResult>& results, int panel) {
  const std::string rate = value_name(results.front().trial.setting.learning_rate);
  std::vector<Curve> curves;
  std::int64_t epochs = 1;
  std::string boundaries;
  for (const TrialResult& result : results) {
    epochs = std::max(epochs, result.trial.setting.epochs);
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
                            convergence_panel("convergence", curves, epochs) + boundaries)};
}

Figure overview_figure(const Experiment& experiment, const std::vector<TrialResult>& results,
                       int panel) {
  const auto first = first_seeds(experiment, results);
  std::string panels;
  for (const TrialResult& result : first) {
    const Published* published = find_published(experiment, result.trial.setting.name);
    const std::string figure = published == nullptr ? percent(result.picture->accuracy)
                                                    : fmt::format("{} (published {:.2f})",
                                                                  percent(notebook_figure(result)),
                                                                  published->accuracy_percent);
    panels += boundary_panel(result.trial.setting.name + ": " + figure, *result.picture);
  }
  const bool several_seeds = results.size() > first.size();
  if (several_seeds) {
    panels += distribution_panel(experiment.published.empty()
                                     ? "accuracy of each seed, in %"
                                     : "accuracy of each seed, in %; bar: published",
                                 accuracy_samples(experiment, results));
  }
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
