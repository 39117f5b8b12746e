#include "plot/run_figures.hpp"

#include <fmt/format.h>

#include <atomic>
#include <limits>
#include <map>
#include <string>
#include <utility>

#include "plot/figures.hpp"
#include "plot/gnuplot.hpp"
#include "plot/live_view.hpp"

namespace spiral {

namespace {

// A live map shows some 80 points across the plane; finer ones would take the time of the training.
constexpr double kLiveGridStep = 0.3;

// The training makes its own live maps: each may cost it 1 part in 50.
constexpr int kMapShare = 50;

/// The notebook's figures of an experiment at its first seed, and the overview.
std::vector<Figure> experiment_figures(const ExperimentResults& results,
                                       const std::vector<MappedResult>& mapped,
                                       const PlotPlan& plan) {
  if (mapped.empty()) return {};
  const Experiment& experiment = results.experiment;
  const PanelStyle style = plan.style();
  // A window for each figure would bury the user: of several cases the overview says it all.
  if (plan.format == PlotFormat::window) {
    return {mapped.size() > 1 ? overview_figure(results, mapped, style)
                              : compare_pred(experiment, mapped.front(), style)};
  }
  std::vector<Figure> figures;
  if (plan.format == PlotFormat::ascii) {
    for (const auto& [item, result, map] : mapped) {
      const PlannedTrial trial{&experiment, item, result->key.seed};
      figures.push_back(training_figure(trial, result->train_error, map, style));
    }
    return figures;
  }
  if (experiment.plots_by_learning_rate) {
    std::map<double, std::vector<MappedResult>> by_rate;
    for (const MappedResult& each : mapped) {
      by_rate[each.item->config.learning_rate].push_back(each);
    }
    for (const auto& [rate, of_rate] : by_rate) {
      figures.push_back(learning_rate_figure(of_rate, style));
    }
  } else {
    for (const MappedResult& each : mapped) {
      figures.push_back(compare_pred(experiment, each, style));
    }
    if (experiment.plots_convergence) {
      figures.push_back(convergence_figure(experiment, *mapped.front().result));
    }
  }
  figures.push_back(overview_figure(results, mapped, style));
  return figures;
}

}  // namespace

/// Maps the first seed's boundaries every few epochs and draws an animation of each case as it
/// ends.
class RunFigures::AnimationRecorder : public TrainingObserver {
 public:
  explicit AnimationRecorder(const RunFigures& run) : run_(run), animations_(run.trials_.size()) {}

  void on_epoch(const EpochEnd& end) override {
    const PlannedTrial& trial = run_.trials_[end.trial];
    if (trial.seed != run_.first_seed_) return;
    const PlotOptions& options = run_.plan_.options;
    const std::int64_t epochs = trial.item->config.epochs;
    const std::int64_t every = options.gif_every.value_or((epochs + 49) / 50);
    if (end.epoch != 1 && end.epoch != epochs && end.epoch % every != 0) return;
    Animation& animation = animations_[end.trial];
    if (animation.error) return;
    const PredictionMap map = end.map_prediction(options.grid_step);
    const Figure frame = frame_figure(trial, end.epoch, map, options.style);
    try {
      if (!animation.file) animation.file = std::make_unique<FigureFile>(frame, run_.plan_);
      animation.file->add(frame);
    } catch (const PlotError&) {
      animation.error = std::current_exception();
    }
  }

  void on_trial_end(std::size_t trial) override {
    auto& [file, path, error] = animations_[trial];
    try {
      if (file && !error) path = file->commit();
    } catch (const PlotError&) {
      error = std::current_exception();
    }
    file.reset();
  }

  /// Prints the files drawn, in the trials' order, and returns what failed.
  std::vector<std::exception_ptr> report() const {
    std::vector<std::exception_ptr> failures;
    for (const Animation& each : animations_) {
      if (!each.path.empty()) fmt::print(run_.plan_.text_stream, "{}\n", each.path);
      if (each.error) failures.push_back(each.error);
    }
    return failures;
  }

 private:
  struct Animation {
    /// While its trial trains.
    std::unique_ptr<FigureFile> file;
    std::string path;
    std::exception_ptr error;
  };

  const RunFigures& run_;
  // One a trial, each touched by its own trial's thread alone:
  std::vector<Animation> animations_;
};

/// Shows a training of the first seed as it goes on, and when it ends another one that is still
/// going on.
class RunFigures::LiveRecorder : public TrainingObserver {
 public:
  LiveRecorder(const RunFigures& run, Canvas canvas)
      : run_(run), train_errors_(run.trials_.size()), view_(std::move(canvas)) {}

  void on_epoch(const EpochEnd& end) override {
    const PlannedTrial& trial = run_.trials_[end.trial];
    if (trial.seed != run_.first_seed_) return;
    std::vector<double>& train_error = train_errors_[end.trial];
    train_error.push_back(end.train_error);
    std::size_t shown = kNobody;
    if (!on_screen_.compare_exchange_strong(shown, end.trial) && shown != end.trial) return;
    const auto now = Clock::now();
    const bool is_last = end.epoch == trial.item->config.epochs;
    if (now < next_map_ || !(is_last || view_.wants_frame())) return;
    const PredictionMap map = end.map_prediction(kLiveGridStep);
    next_map_ = now + kMapShare * (Clock::now() - now);
    view_.show(training_figure(trial, train_error, map, run_.plan_.style()));
  }

  void on_trial_end(std::size_t trial) override {
    std::size_t shown = trial;
    on_screen_.compare_exchange_strong(shown, kNobody);
    train_errors_[trial] = {};
  }

  /// Draws the last frame and ends the view.
  /// Throws: PlotError; WindowClosed.
  void finish() { view_.finish(); }

 private:
  using Clock = LiveView::Clock;
  static constexpr std::size_t kNobody = std::numeric_limits<std::size_t>::max();

  const RunFigures& run_;
  // One a trial, each touched by its own trial's thread alone:
  std::vector<std::vector<double>> train_errors_;
  std::atomic<std::size_t> on_screen_{kNobody};
  // Touched by the thread of the trial on the screen alone:
  Clock::time_point next_map_{};
  LiveView view_;
};

RunFigures::RunFigures(const PlotPlan& plan, const TrainingOptions& options,
                       std::uint64_t first_seed)
    : plan_(plan), options_(options), first_seed_(first_seed) {}

RunFigures::~RunFigures() = default;

std::vector<TrainingObserver*> RunFigures::observe(const std::vector<PlannedTrial>& trials) {
  trials_ = trials;
  if (plan_.format == PlotFormat::gif) {
    animations_ = std::make_unique<AnimationRecorder>(*this);
    return {animations_.get()};
  }
  const bool in_place = plan_.format == PlotFormat::ascii && !options_.quiet &&
                        options_.progress != ProgressStyle::lines && is_terminal(plan_.text_stream);
  if (!in_place && plan_.format != PlotFormat::window) return {};
  const Canvas window = [this](const Figure& figure) { plan_.window->draw(figure); };
  live_ = std::make_unique<LiveRecorder>(
      *this, in_place ? live_place(plan_.text_stream, plan_.options.patience) : window);
  return {live_.get()};
}

void RunFigures::end_live() {
  try {
    if (live_) live_->finish();
  } catch (const WindowClosed&) {
    is_closed_ = true;
  } catch (const PlotError&) {
    live_failures_.push_back(std::current_exception());
    is_closed_ = plan_.format == PlotFormat::window;  // gnuplot and its window are gone
  }
  live_.reset();
}

std::vector<std::exception_ptr> RunFigures::draw(const RunOutcome& outcome) {
  if (animations_) return animations_->report();
  std::vector<std::exception_ptr> failures = live_failures_;
  // Whoever interrupts a run does not wait for its figures.
  if (plan_.format == PlotFormat::none || outcome.failure || is_closed_) return failures;
  for (const ExperimentResults& results : outcome.experiments) {
    for (const Figure& figure : experiment_figures(results, map_first_seed(results), plan_)) {
      try {
        draw_figure(figure, plan_);
      } catch (const WindowClosed&) {  // a wish to see no more, not a fault
        return failures;
      } catch (const PlotError&) {
        failures.push_back(std::current_exception());
      }
    }
  }
  return failures;
}

std::vector<MappedResult> RunFigures::map_first_seed(const ExperimentResults& results) const {
  std::vector<MappedResult> mapped;
  for (const auto& [item, of_case] : results.cases) {
    if (of_case.empty()) continue;
    const TrialResult& first = of_case.front();
    mapped.push_back({&item, &first,
                      prediction_map(first.key, first.weights, options_.of_engine.points,
                                     plan_.options.grid_step)});
  }
  return mapped;
}

}  // namespace spiral
