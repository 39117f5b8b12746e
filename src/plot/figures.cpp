#include "plot/figures.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

#include "plot/panel.hpp"

namespace spiral {

namespace {

constexpr int kDotsPerInch = 100;

std::string percent(double share) {
  return std::isnan(share) ? "NaN" : fmt::format("{:.2f} %", 100 * share);
}

std::string seed_note(std::uint64_t seed) {
  return seed == 0 ? "" : fmt::format(", seed {}", seed);
}

// With an extension, and what stands behind the name while the file is written, below the 255 bytes
// that file systems allow.
constexpr std::size_t kMaxName = 200;

/// Tells long names apart.
/// Source: the FNV-1a hash of 32 bits, http://www.isthe.com/chongo/tech/comp/fnv
std::uint32_t hash_of(const std::string& text) {
  std::uint32_t hash = 2166136261U;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
  return hash;
}

/// "loss-3x10-bce", for the case 3x10/bce.
std::string figure_name(const Experiment& experiment, const Case& item) {
  std::string name = experiment.name + "-" + item.label;
  std::replace(name.begin(), name.end(), '/', '-');
  if (name.size() <= kMaxName) return name;
  return fmt::format("{}-{:08x}", name.substr(0, kMaxName), hash_of(name));
}

/// "3 layers, 10 neurons", as the notebook's titles have it.
std::string shape_in_words(const std::vector<std::int64_t>& hidden) {
  const bool is_even =
      !hidden.empty() && std::ranges::count(hidden, hidden.front()) == std::ssize(hidden);
  return is_even ? fmt::format("{} layers, {} neurons", hidden.size(), hidden.front())
                 : shape_name(hidden);
}

Figure single(const std::string& name, int width, int height, const std::string& panel,
              const PanelStyle& style) {
  return {name, width, height, figure_preamble(style) + panel};
}

/// Boxes of one size, in line; margins and gaps hold what stands beside them, in parts of a panel. A
/// terminal of characters places them itself.
std::string layout(std::size_t rows, std::size_t columns, const PanelStyle& style) {
  const std::string grid = fmt::format("layout {},{}", rows, columns);
  if (style.pixels == kCharacters) return grid;
  const auto across = static_cast<double>(columns);
  const auto up = static_cast<double>(rows);
  return grid + fmt::format(
                    " margins screen {:.4f}, screen {:.4f}, screen {:.4f}, screen {:.4f} "
                    "spacing screen {:.4f}, screen {:.4f}",
                    .24 / across, 1 - .04 / across, .16 / up, 1 - .2 / up, .17 / across, .28 / up);
}

/// `panels` under one title, so many in a row.
Figure multiplot(const std::string& name, const std::string& title,
                 const std::vector<std::string>& panels, std::size_t columns,
                 const PanelStyle& style) {
  const std::size_t rows = (panels.size() + columns - 1) / columns;
  return {
      name, static_cast<int>(columns) * style.pixels, static_cast<int>(rows) * style.pixels,
      figure_preamble(style) +
          fmt::format("set multiplot {} title {} noenhanced\n{}unset multiplot\n",
                      layout(rows, columns, style), gnuplot_string(title), fmt::join(panels, ""))};
}

std::string boundary(const std::string& title, const PredictionMap& map, const PanelStyle& style) {
  return style.pixels == kCharacters ? boundary_text_panel(title, map)
                                     : boundary_panel(title, map, style);
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

}  // namespace

Figure vis_data(const std::vector<LabelledPoint>& points) {
  return single("dataset", 5 * kDotsPerInch, 5 * kDotsPerInch,
                points_panel("training set", points, {}), {});
}

Figure compare_pred(const Experiment& experiment, const MappedResult& mapped,
                    const PanelStyle& style) {
  const auto& [item, result, map] = mapped;
  return multiplot(figure_name(experiment, *item),
                   experiment.varied + ": " + item->label + seed_note(result->key.seed),
                   {convergence_panel("Visualization of convergence",
                                      {{item->label, result->train_error}}, item->config.epochs),
                    points_panel("real data", map.real, style),
                    points_panel("prediction results, Acc: " + percent(map.accuracy),
                                 predicted_points(map), style),
                    boundary_panel("decision boundary", map, style)},
                   4, style);
}

Figure training_figure(const PlannedTrial& trial, const std::vector<double>& train_error,
                       const PredictionMap& map, const PanelStyle& style) {
  const auto& [experiment, item, seed] = trial;
  const std::int64_t epochs = item->config.epochs;
  return multiplot(
      figure_name(*experiment, *item),
      fmt::format("{}: {}, epoch {} of {}{}", experiment->name, item->label, train_error.size(),
                  epochs, seed_note(seed)),
      {convergence_panel("Visualization of convergence", {{item->label, train_error}}, epochs),
       boundary("decision boundary, accuracy " + percent(map.accuracy), map, style)},
      2, style);
}

Figure frame_figure(const PlannedTrial& trial, std::int64_t epoch, const PredictionMap& map,
                    const PanelStyle& style) {
  const std::string title =
      fmt::format("{}, epoch {}, accuracy {}", trial.item->label, epoch, percent(map.accuracy));
  return single(figure_name(*trial.experiment, *trial.item), style.pixels, style.pixels,
                boundary_panel(title, map, style), style);
}

Figure model_figure(const std::string& file, const std::string& shape, const ProbabilityGrid& grid,
                    const PanelStyle& style) {
  const PredictionMap without_points{.real = {}, .predicted = {}, .accuracy = 0, .grid = grid};
  return single(
      file + "-boundary", style.pixels, style.pixels,
      boundary(fmt::format("{} ({}): decision boundary", file, shape), without_points, style),
      style);
}

Figure convergence_figure(const Experiment& experiment, const TrialResult& result) {
  return single(experiment.name + "-convergence", 6 * kDotsPerInch, 4 * kDotsPerInch,
                convergence_panel("Visualization of convergence", {{"", result.train_error}},
                                  result.key.config.epochs),
                {});
}

Figure learning_rate_figure(const std::vector<MappedResult>& mapped, const PanelStyle& style) {
  const std::string rate = to_text(mapped.front().item->config.learning_rate);
  std::vector<std::string> panels{""};
  std::vector<Curve> curves;
  std::int64_t epochs = 1;
  for (const auto& [item, result, map] : mapped) {
    epochs = std::max(epochs, item->config.epochs);
    const std::string shape = shape_in_words(item->config.hidden);
    curves.push_back({shape, result->train_error});
    panels.push_back(boundary_panel(shape + ", accuracy " + percent(map.accuracy), map, style));
  }
  panels.front() = convergence_panel("Visualization of convergence", curves, epochs);
  return multiplot("learning-rate-" + rate,
                   "Learning rate: " + rate + seed_note(mapped.front().result->key.seed), panels,
                   panels.size(), style);
}

Figure overview_figure(const ExperimentResults& results, const std::vector<MappedResult>& mapped,
                       const PanelStyle& style) {
  const Experiment& experiment = results.experiment;
  std::vector<std::string> panels;
  bool is_published = false;
  for (const auto& [item, result, map] : mapped) {
    is_published = is_published || item->published;
    const std::string figure =
        item->published ? fmt::format("{} (published {:.2f})", percent(notebook_figure(*result)),
                                      item->published->accuracy_percent)
                        : percent(map.accuracy);
    panels.push_back(boundary_panel(item->label + ": " + figure, map, style));
  }
  if (std::ranges::any_of(results.cases,
                          [](const auto& each) { return each.results.size() > 1; })) {
    panels.push_back(distribution_panel(is_published ? "accuracy of each seed, in %; bar: published"
                                                     : "accuracy of each seed, in %",
                                        accuracy_samples(results.cases)));
  }
  return multiplot(experiment.name + "-overview", experiment.name + ": " + experiment.summary,
                   panels, std::min<std::size_t>(panels.size(), 4), style);
}

}  // namespace spiral
