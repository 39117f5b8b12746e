#include "plot/run_figures.hpp"

#include <fmt/format.h>

#include <map>
#include <utility>

#include "plot/figures.hpp"
#include "plot/gnuplot.hpp"
#include "plot/recorders.hpp"

namespace spiral {

namespace {

void draw_figure(const Figure& figure, const PlotPlan& plan) {
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

/// The notebook sets the networks of one learning rate beside each other: one figure a rate.
std::vector<Figure> rate_figures(const std::vector<MappedResult>& mapped, int panel) {
  std::map<double, std::vector<MappedResult>> by_rate;
  for (const MappedResult& each : mapped) {
    by_rate[each.item->config.learning_rate].push_back(each);
  }
  std::vector<Figure> figures;
  for (const auto& [rate, of_rate] : by_rate) {
    figures.push_back(learning_rate_figure(of_rate, panel));
  }
  return figures;
}

std::vector<Figure> notebook_figures(const Experiment& experiment,
                                     const std::vector<MappedResult>& mapped, int panel) {
  if (experiment.plots_by_learning_rate) return rate_figures(mapped, panel);
  std::vector<Figure> figures;
  for (const MappedResult& each : mapped) {
    figures.push_back(compare_pred(experiment, each, panel));
  }
  if (experiment.plots_convergence) {
    figures.push_back(convergence_figure(experiment, *mapped.front().result));
  }
  return figures;
}

/// Draws the notebook's figures of an experiment at its first seed, and the overview.
void draw_experiment(const ExperimentResults& results, const std::vector<MappedResult>& mapped,
                     const PlotPlan& plan) {
  if (mapped.empty()) return;
  const Experiment& experiment = results.experiment;
  const int panel = plan.options.panel;
  if (plan.format == PlotFormat::ascii) {
    for (const auto& [item, result, map] : mapped) {
      const PlannedTrial trial{&experiment, item, result->key.seed};
      draw_figure(training_text_figure(trial, result->train_error, map), plan);
    }
    return;
  }
  // A window for each figure would bury the user: of several cases the overview says it all.
  if (plan.format == PlotFormat::window) {
    draw_figure(mapped.size() > 1 ? overview_figure(results, mapped, panel)
                                  : compare_pred(experiment, mapped.front(), panel),
                plan);
    return;
  }
  for (const Figure& figure : notebook_figures(experiment, mapped, panel))
    draw_figure(figure, plan);
  draw_figure(overview_figure(results, mapped, panel), plan);
}

}  // namespace

struct RunFigures::Recorders {
  std::vector<PlannedTrial> trials;
  std::unique_ptr<AnimationRecorder> animations;
  std::unique_ptr<LiveRecorder> live;
  std::exception_ptr live_failure;
  /// The user closed the window: a wish to draw no more, not a fault.
  bool window_closed = false;
};

RunFigures::RunFigures(const PlotPlan& plan, const TrainingOptions& options,
                       std::uint64_t first_seed)
    : plan_(plan),
      options_(options),
      first_seed_(first_seed),
      recorders_(std::make_unique<Recorders>()) {}

RunFigures::~RunFigures() = default;

std::vector<TrainingObserver*> RunFigures::observe(const std::vector<PlannedTrial>& trials) {
  recorders_->trials = trials;
  std::vector<TrainingObserver*> observers;
  if (plan_.format == PlotFormat::gif) {
    recorders_->animations =
        std::make_unique<AnimationRecorder>(recorders_->trials, first_seed_, plan_);
    observers.push_back(recorders_->animations.get());
  }
  const bool in_place = plan_.format == PlotFormat::ascii && !options_.quiet &&
                        options_.progress != ProgressStyle::lines && is_terminal(plan_.text_stream);
  if (plan_.format == PlotFormat::window || in_place) {
    recorders_->live = std::make_unique<LiveRecorder>(
        recorders_->trials, first_seed_,
        in_place ? live_place(plan_.text_stream) : live_window(plan_));
    observers.push_back(recorders_->live.get());
  }
  return observers;
}

void RunFigures::end_live() {
  const auto live = std::exchange(recorders_->live, nullptr);
  if (!live) return;
  try {
    live->finish();
  } catch (const WindowClosed&) {
    recorders_->window_closed = true;
  } catch (const PlotError&) {
    recorders_->live_failure = std::current_exception();
  }
}

std::exception_ptr RunFigures::draw(const RunOutcome& outcome) {
  if (recorders_->live_failure || recorders_->window_closed) return recorders_->live_failure;
  try {
    if (recorders_->animations) recorders_->animations->report();
    const bool draws = plan_.format != PlotFormat::none && plan_.format != PlotFormat::gif;
    // Whoever interrupts a run does not wait for its figures.
    if (!draws || outcome.failure) return nullptr;
    for (const ExperimentResults& results : outcome.experiments) {
      std::vector<MappedResult> mapped;
      for (const auto& [item, of_case] : results.cases) {
        if (of_case.empty()) continue;
        const TrialResult& first = of_case.front();
        mapped.push_back({&item, &first,
                          prediction_map(first.key, first.weights, options_.of_engine.points,
                                         plan_.options.grid_step)});
      }
      draw_experiment(results, mapped, plan_);
    }
  } catch (const PlotError&) {
    return std::current_exception();
  }
  return nullptr;
}

void draw_dataset(const std::vector<LabelledPoint>& points, const PlotPlan& plan) {
  if (plan.format == PlotFormat::none || plan.format == PlotFormat::gif) return;
  draw_figure(vis_data(points), plan);
}

void draw_model(const std::string& name, const std::string& shape, const ProbabilityGrid& grid,
                const PlotPlan& plan) {
  draw_figure(plan.format == PlotFormat::ascii
                  ? model_text_figure(name, shape, grid)
                  : model_figure(name, shape, grid, plan.options.panel),
              plan);
}

}  // namespace spiral
