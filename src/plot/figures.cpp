#include "plot/figures.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

#include "plot/panel.hpp"
#include "plot/summaries.hpp"
#include "plot/summary_panel.hpp"

namespace spiral {

namespace {

// The notebook's figures of one panel.
constexpr double kDatasetInches = 5;
constexpr double kConvergenceInches = 6;
constexpr double kConvergenceAspect = 4 / 6.;

constexpr std::size_t kOverviewColumns = 4;

// Two parameters' values stand in a grid up to so many columns; and no figure has more boundaries,
// whose pixels gnuplot could not draw.
constexpr std::size_t kMaxColumns = 10;
constexpr std::size_t kMaxBoundaries = 100;

const char* const kConvergence = "Visualization of convergence";

std::string percent(double share) {
  return std::isnan(share) ? "NaN" : fmt::format("{:.2f}%", 100 * share);
}

/// Seed 0, the notebook's, is not worth a word.
std::string seed_note(std::uint64_t seed) {
  return seed == 0 ? "" : fmt::format(", seed {}", seed);
}

std::string seed_note(const MappedCase& mapped) {
  const std::uint64_t seed = mapped.median->key.seed;
  const std::size_t seeds = mapped.of_case->results.size();
  return seeds == 1 ? seed_note(seed) : fmt::format(", seed {}, the median of {}", seed, seeds);
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

/// The curve of one case, with a legend where it tells apart what is drawn, and has room.
Curve curve_of_case(const CaseResults& results, const PanelStyle& sized) {
  const std::size_t seeds = results.results.size();
  const std::string label = seeds > 1 ? fmt::format("median of {} seeds", seeds) : "";
  return curve_over_seeds(label.size() <= legend_letters(sized) ? label : "", results.results);
}

/// The panels of a training that the style asks for, side by side.
Figure training_page(const std::string& name, const std::string& title, const Curve& curve,
                     std::int64_t epochs, const PredictionMap& map, const PanelStyle& sized) {
  // Where no other panel tells the accuracy, the boundary does.
  const bool is_told = std::ranges::count(sized.panels, PanelKind::prediction) > 0;
  const auto panel = [&](PanelKind kind) {
    switch (kind) {
      case PanelKind::convergence:
        return convergence_panel(kConvergence, {curve}, epochs, sized);
      case PanelKind::real:
        return points_panel({"real data"}, map.real, sized);
      case PanelKind::prediction:
        return points_panel({"prediction results,", "Acc: " + percent(map.accuracy)},
                            predicted_points(map), sized);
      default:
        return boundary_panel(is_told
                                  ? Title{"decision boundary"}
                                  : Title{"decision boundary,", "Acc: " + percent(map.accuracy)},
                              map, sized);
    }
  };
  std::vector<Panel> panels;
  for (const PanelKind kind : sized.panels) panels.push_back(panel(kind));
  return make_page(name, title, panels, sized);
}

/// `style` for the panels that it asks for, or else for these.
PanelStyle with_panels(PanelStyle style, std::vector<PanelKind> panels) {
  if (style.panels.empty()) style.panels = std::move(panels);
  return style.for_columns(style.columns_for(style.panels.size()));
}

/// Ours, and below it what it is compared with and whose it is.
std::string overview_label(const Experiment& experiment, const MappedCase& mapped) {
  const auto& [of_case, median, map] = mapped;
  std::vector<std::string> notes;
  if (of_case->item.published) {
    notes.push_back("published " + accuracy_text(*of_case->item.published) + "%");
  }
  if (of_case->results.size() > 1) notes.push_back(fmt::format("seed {}", median->key.seed));
  return fmt::format("{}: {}{}{}{}", of_case->item.label, median->test ? "test score " : "",
                     percent(printed_accuracy(experiment, *median)), notes.empty() ? "" : "\n",
                     fmt::join(notes, ", "));
}

}  // namespace

Figure vis_data(const std::vector<LabelledPoint>& points, const PanelStyle& style) {
  const PanelStyle sized = style.for_columns(1, kDatasetInches);
  return make_page("dataset", "", {points_panel({"training set"}, points, sized)}, sized);
}

std::string case_title(const Experiment& experiment, const MappedCase& mapped) {
  return experiment.varied + ": " + mapped.of_case->item.label + seed_note(mapped);
}

Figure compare_pred(const Experiment& experiment, const MappedCase& mapped,
                    const PanelStyle& style) {
  const auto& [of_case, median, map] = mapped;
  const PanelStyle sized = with_panels(
      style, {PanelKind::convergence, PanelKind::real, PanelKind::prediction, PanelKind::boundary});
  return training_page(figure_name(experiment, of_case->item), case_title(experiment, mapped),
                       curve_of_case(*of_case, sized), of_case->item.config.epochs, map, sized);
}

std::string training_title(const PlannedTrial& trial, std::size_t epoch) {
  return fmt::format("{}: {}, epoch {} of {}{}", trial.experiment->name, trial.item->label, epoch,
                     trial.item->config.epochs, seed_note(trial.seed));
}

Figure training_figure(const PlannedTrial& trial, const std::vector<double>& train_error,
                       const PredictionMap& map, const PanelStyle& style) {
  return training_page(figure_name(*trial.experiment, *trial.item),
                       training_title(trial, train_error.size()), {"", train_error},
                       trial.item->config.epochs, map,
                       with_panels(style, {PanelKind::convergence, PanelKind::boundary}));
}

Figure model_figure(const std::string& file, const std::string& shape, const ProbabilityGrid& grid,
                    const PanelStyle& style) {
  const PredictionMap without_points{.real = {}, .predicted = {}, .accuracy = 0, .grid = grid};
  const PanelStyle sized = style.for_columns(1);
  return make_page(file + "-boundary", file + " (" + shape + ")",
                   {boundary_panel({"decision boundary"}, without_points, sized)}, sized);
}

Figure convergence_figure(const Experiment& experiment, const CaseResults& results,
                          const PanelStyle& style) {
  const PanelStyle sized = style.for_columns(1, kConvergenceInches);
  return make_page(experiment.name + "-convergence", "",
                   {convergence_panel(kConvergence, {curve_of_case(results, sized)},
                                      results.item.config.epochs, sized)},
                   sized, kConvergenceAspect);
}

Figure learning_rate_figure(const Experiment& experiment, const std::vector<MappedCase>& mapped,
                            const PanelStyle& style) {
  const PanelStyle sized = style.for_columns(style.columns_for(mapped.size() + 1));
  const std::string rate = to_text(mapped.front().of_case->item.config.learning_rate);
  const std::size_t seeds = mapped.front().of_case->results.size();
  std::vector<Panel> panels(1);
  std::vector<Curve> curves;
  std::int64_t epochs = 1;
  for (const auto& [of_case, median, map] : mapped) {
    const TrainConfig& config = of_case->item.config;
    epochs = std::max(epochs, config.epochs);
    const std::string shape = shape_in_words(config.hidden);
    curves.push_back(
        curve_over_seeds(shape.size() <= legend_letters(sized) ? shape : shape_name(config.hidden),
                         of_case->results));
    panels.push_back(boundary_panel({shape + ",", "Acc: " + percent(map.accuracy)}, map, sized));
  }
  panels.front() = convergence_panel(kConvergence, curves, epochs, sized);
  return make_page(experiment.name + "-" + rate,
                   "Learning rate: " + rate +
                       (seeds > 1 ? fmt::format(", the median of {} seeds each", seeds)
                                  : seed_note(mapped.front())),
                   panels, sized);
}

Figure overview_figure(const ExperimentResults& results, const std::vector<MappedCase>& mapped,
                       const PanelStyle& style) {
  const Experiment& experiment = results.experiment;
  auto pair = parameter_pair(results.cases);
  if (pair && pair->second_values.size() > kMaxColumns) pair.reset();
  const std::size_t shown = std::min(mapped.size(), kMaxBoundaries);
  const std::size_t seeds = mapped.front().of_case->results.size();
  const PanelStyle sized = style.for_columns(pair ? style.columns_for(pair->second_values.size())
                                                  : style.columns_for(shown, kOverviewColumns));
  std::vector<Panel> panels;
  for (std::size_t i = 0; i < shown; ++i) {
    panels.push_back(boundary_panel({overview_label(experiment, mapped[i])}, mapped[i].map, sized));
  }
  if (seeds > 1) {
    panels.push_back(distribution_panel("accuracy of every seed", experiment.varied,
                                        accuracy_samples(results), sized));
  }
  if (pair) {
    panels.push_back(heat_map_panel(seeds > 1 ? "median accuracy, %" : "accuracy, %",
                                    median_heat_map(*pair, results), sized));
  }
  std::string title = experiment.cases.size() > 1 ? experiment.varied : experiment.summary;
  if (seeds > 1) title += fmt::format("; the median of {} seeds each", seeds);
  if (shown < mapped.size()) title += fmt::format("; the first {} of {}", shown, mapped.size());
  return make_page(experiment.name + "-overview", title, panels, sized);
}

}  // namespace spiral
