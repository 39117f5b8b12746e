#include "plot/figures.hpp"

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

std::string seed_note(std::uint64_t seed) {
  return seed == 0 ? "" : fmt::format(", seed {}", seed);
}

std::string figure_name(const Experiment& experiment, const Case& item) {
  return experiment.name + "-" + file_part(item.label);
}

std::string multiplot(int rows, int columns, const std::string& title, const std::string& panels) {
  return figure_preamble() +
         fmt::format("set multiplot layout {},{} title {} noenhanced\n", rows, columns,
                     gnuplot_string(title)) +
         panels + "unset multiplot\n";
}

/// Each case's accuracies beside the published one.
std::vector<Sample> accuracy_samples(const std::vector<CaseResults>& cases) {
  std::vector<Sample> samples;
  for (const auto& [item, results] : cases) {
    Sample sample{.label = item.label, .values = {}, .reference = {}};
    for (const TrialResult& result : results) {
      const double accuracy = notebook_figure(result);
      if (!std::isnan(accuracy)) sample.values.push_back(100 * accuracy);
    }
    if (item.published) sample.reference = item.published->accuracy_percent;
    samples.push_back(std::move(sample));
  }
  return samples;
}

std::string boundary_title(const PredictionMap& map) {
  return "decision boundary, accuracy " + percent(map.accuracy);
}

Figure training_panels(const PlannedTrial& trial, const std::vector<double>& train_error, int panel,
                       const std::string& boundary) {
  const auto& [experiment, item, seed] = trial;
  const std::int64_t epochs = item->config.epochs;
  const std::string title = fmt::format("{}: {}, epoch {} of {}{}", experiment->name, item->label,
                                        train_error.size(), epochs, seed_note(seed));
  return {.name = figure_name(*experiment, *item),
          .width = 2 * panel,
          .height = panel,
          .commands = multiplot(
              1, 2, title,
              convergence_panel("convergence", {{item->label, train_error}}, epochs) + boundary)};
}

std::string model_title(const std::string& file, const std::string& shape) {
  return fmt::format("{} ({}): decision boundary", file, shape);
}

PredictionMap without_points(const ProbabilityGrid& grid) {
  return {.real = {}, .predicted = {}, .accuracy = 0, .grid = grid};
}

Figure model_page(const std::string& file, int panel, const std::string& boundary) {
  return {.name = file + "-boundary",
          .width = panel,
          .height = panel,
          .commands = figure_preamble() + boundary};
}

}  // namespace

Figure vis_data(const std::vector<LabelledPoint>& points) {
  return {.name = "dataset",
          .width = 5 * kDotsPerInch,
          .height = 5 * kDotsPerInch,
          .commands = figure_preamble() + points_panel("training set", points)};
}

Figure compare_pred(const Experiment& experiment, const MappedResult& mapped, int panel) {
  const auto& [item, result, map] = mapped;
  const std::string panels =
      convergence_panel("convergence", {{item->label, result->train_error}}, item->config.epochs) +
      points_panel("real data", map.real) +
      points_panel("predictions, accuracy " + percent(map.accuracy), predicted_points(map)) +
      boundary_panel("decision boundary", map);
  return {.name = figure_name(experiment, *item),
          .width = 4 * panel,
          .height = panel,
          .commands = multiplot(
              1, 4, experiment.varied + ": " + item->label + seed_note(result->key.seed), panels)};
}

Figure training_figure(const PlannedTrial& trial, const std::vector<double>& train_error,
                       const PredictionMap& map, int panel) {
  return training_panels(trial, train_error, panel, boundary_panel(boundary_title(map), map));
}

Figure training_text_figure(const PlannedTrial& trial, const std::vector<double>& train_error,
                            const PredictionMap& map) {
  return training_panels(trial, train_error, 0, boundary_text_panel(boundary_title(map), map));
}

Figure frame_figure(const PlannedTrial& trial, std::int64_t epoch, const PredictionMap& map,
                    int panel) {
  return {.name = figure_name(*trial.experiment, *trial.item),
          .width = panel,
          .height = panel,
          // A GIF has 256 colours for all its frames, and few of them make it small.
          .commands = figure_preamble() + "set palette maxcolors 32\n" +
                      boundary_panel(fmt::format("{}, epoch {}, accuracy {}", trial.item->label,
                                                 epoch, percent(map.accuracy)),
                                     map)};
}

Figure model_figure(const std::string& file, const std::string& shape, const ProbabilityGrid& grid,
                    int panel) {
  return model_page(file, panel, boundary_panel(model_title(file, shape), without_points(grid)));
}

Figure model_text_figure(const std::string& file, const std::string& shape,
                         const ProbabilityGrid& grid) {
  return model_page(file, 0, boundary_text_panel(model_title(file, shape), without_points(grid)));
}

Figure convergence_figure(const Experiment& experiment, const TrialResult& result) {
  return {
      .name = experiment.name + "-convergence",
      .width = 6 * kDotsPerInch,
      .height = 4 * kDotsPerInch,
      .commands = figure_preamble() + convergence_panel("convergence", {{"", result.train_error}},
                                                        result.key.config.epochs)};
}

Figure learning_rate_figure(const std::vector<MappedResult>& mapped, int panel) {
  const std::string rate = to_text(mapped.front().item->config.learning_rate);
  std::vector<Curve> curves;
  std::int64_t epochs = 1;
  std::string boundaries;
  for (const auto& [item, result, map] : mapped) {
    epochs = std::max(epochs, item->config.epochs);
    const std::string shape = shape_name(item->config.hidden);
    curves.push_back({shape, result->train_error});
    boundaries += boundary_panel(shape + ", accuracy " + percent(map.accuracy), map);
  }
  const int panels = static_cast<int>(mapped.size()) + 1;
  const std::string title = "Learning rate: " + rate + seed_note(mapped.front().result->key.seed);
  return {.name = "learning-rate-" + rate,
          .width = panels * panel,
          .height = panel,
          .commands = multiplot(1, panels, title,
                                convergence_panel("convergence", curves, epochs) + boundaries)};
}

Figure overview_figure(const ExperimentResults& results, const std::vector<MappedResult>& mapped,
                       int panel) {
  const Experiment& experiment = results.experiment;
  std::string panels;
  bool is_published = false;
  for (const auto& [item, result, map] : mapped) {
    is_published = is_published || item->published;
    const std::string figure =
        item->published ? fmt::format("{} (published {:.2f})", percent(notebook_figure(*result)),
                                      item->published->accuracy_percent)
                        : percent(map.accuracy);
    panels += boundary_panel(item->label + ": " + figure, map);
  }
  const bool several_seeds =
      std::any_of(results.cases.begin(), results.cases.end(),
                  [](const CaseResults& each) { return each.results.size() > 1; });
  if (several_seeds) {
    panels += distribution_panel(is_published ? "accuracy of each seed, in %; bar: published"
                                              : "accuracy of each seed, in %",
                                 accuracy_samples(results.cases));
  }
  const int count = static_cast<int>(mapped.size()) + (several_seeds ? 1 : 0);
  const int columns = std::min(count, 4);
  const int rows = (count + columns - 1) / columns;
  return {
      .name = experiment.name + "-overview",
      .width = columns * panel,
      .height = rows * panel,
      .commands = multiplot(rows, columns, experiment.name + ": " + experiment.summary, panels)};
}

}  // namespace spiral
