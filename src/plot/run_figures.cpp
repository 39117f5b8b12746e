#include "plot/run_figures.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <iterator>
#include <limits>
#include <map>
#include <string>
#include <utility>

#include "plot/figures.hpp"
#include "plot/gnuplot.hpp"
#include "plot/live_view.hpp"
#include "plot/summaries.hpp"
#include "plot/text_figure.hpp"

namespace spiral {

namespace {

// The training makes its own live maps: each may cost it 1 part in 50. The first one shows some 80
// points across the plane; the next ones are as fine as these costs allow, about one a second.
constexpr int kMapShare = 50;
constexpr double kFirstLiveStep = 0.3;
constexpr std::chrono::milliseconds kMostForMap{20};

/// The notebook's figures of an experiment, and the overview.
std::vector<Figure> experiment_figures(const ExperimentResults& results,
                                       const std::vector<MappedCase>& mapped,
                                       const PanelStyle& style) {
  const Experiment& experiment = results.experiment;
  std::vector<Figure> figures;
  if (experiment.plots_by_learning_rate) {
    std::map<double, std::vector<MappedCase>> by_rate;
    for (const MappedCase& each : mapped) {
      by_rate[each.of_case->item.config.learning_rate].push_back(each);
    }
    for (const auto& [rate, of_rate] : by_rate) {
      figures.push_back(learning_rate_figure(experiment, of_rate, style));
    }
  } else {
    for (const MappedCase& each : mapped) figures.push_back(compare_pred(experiment, each, style));
    if (experiment.plots_convergence) {
      figures.push_back(convergence_figure(experiment, *mapped.front().of_case, style));
    }
  }
  figures.push_back(overview_figure(results, mapped, style));
  return figures;
}

std::vector<Figure> text_figures(const ExperimentResults& results,
                                 const std::vector<MappedCase>& mapped, const TextSize& size) {
  std::vector<Figure> figures;
  for (const MappedCase& each : mapped) {
    const auto& [of_case, median, map] = each;
    figures.push_back(text_figure(case_title(results.experiment, each), median->train_error,
                                  of_case->item.config.epochs, map, size));
  }
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
    Animation& animation = animations_[end.trial];
    animation.train_error.push_back(end.train_error);
    if (end.epoch != 1 && end.epoch != epochs && end.epoch % every != 0) return;
    if (animation.error) return;
    const PredictionMap map = end.map_prediction(options.grid_step);
    const Figure frame = training_figure(trial, animation.train_error, map, run_.plan_.style());
    try {
      if (!animation.file) animation.file = std::make_unique<FigureFile>(frame, run_.plan_);
      animation.file->add(frame);
    } catch (const PlotError&) {
      animation.error = std::current_exception();
    }
  }

  void on_trial_end(std::size_t trial) override {
    auto& [train_error, file, path, error] = animations_[trial];
    try {
      if (file && !error) {
        file->hold();
        path = file->commit();
      }
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
    std::vector<double> train_error;
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
    const double finest = run_.plan_.options.grid_step;
    const PredictionMap map = end.map_prediction(is_last ? finest : std::max(step_, finest));
    const auto cost = Clock::now() - now;
    // Half the step costs four times as much.
    if (cost > kMostForMap) step_ *= 2;
    if (4 * cost < kMostForMap && step_ > finest) step_ /= 2;
    next_map_ = now + kMapShare * cost;
    view_.show(run_.live_figure(trial, train_error, map));
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
  double step_ = kFirstLiveStep;
  LiveView view_;
};

RunFigures::RunFigures(const PlotPlan& plan, const Training& training, Store* store,
                       std::uint64_t first_seed)
    : plan_(plan), training_(training), store_(store), first_seed_(first_seed) {}

RunFigures::~RunFigures() = default;

std::vector<TrainingObserver*> RunFigures::observe(const std::vector<PlannedTrial>& trials) {
  trials_ = trials;
  if (plan_.format == PlotFormat::gif) {
    animations_ = std::make_unique<AnimationRecorder>(*this);
    return {animations_.get()};
  }
  const TrainingOptions& options = training_.options;
  const bool in_place = plan_.format == PlotFormat::ascii && !options.quiet &&
                        options.progress != ProgressStyle::lines && is_terminal(plan_.text_stream);
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
  std::vector<Figure> figures;
  for (const ExperimentResults& results : outcome.experiments) {
    std::ranges::move(figures_of(results), std::back_inserter(figures));
  }
  const auto keep_failure = [&](const auto& draw) {
    try {
      draw();
    } catch (const PlotError&) {
      failures.push_back(std::current_exception());
    }
  };
  if (plan_.format == PlotFormat::window) {
    if (!training_.options.quiet) {
      print_warning("the figures are in the window: n and p leaf through them, q ends");
    }
    keep_failure([&] { plan_.window->leaf_through(figures); });
  } else {
    for (const Figure& figure : figures) {
      keep_failure([&] { draw_figure(figure, plan_); });
    }
  }
  return failures;
}

Figure RunFigures::live_figure(const PlannedTrial& trial, const std::vector<double>& train_error,
                               const PredictionMap& map) const {
  return plan_.format == PlotFormat::ascii
             ? text_figure(training_title(trial, train_error.size()), train_error,
                           trial.item->config.epochs, map, text_size(plan_.text_stream))
             : training_figure(trial, train_error, map, plan_.style());
}

std::vector<Figure> RunFigures::figures_of(const ExperimentResults& results) const {
  const std::vector<MappedCase> mapped = map_medians(results);
  if (mapped.empty()) return {};
  return plan_.format == PlotFormat::ascii
             ? text_figures(results, mapped, text_size(plan_.text_stream))
             : experiment_figures(results, mapped, plan_.style());
}

std::vector<MappedCase> RunFigures::map_medians(const ExperimentResults& results) const {
  std::vector<MappedCase> mapped;
  for (const CaseResults& of_case : results.cases) {
    if (of_case.results.empty()) continue;
    const TrialResult& median = median_trial(results.experiment, of_case.results);
    mapped.push_back({&of_case, &median,
                      prediction_map(median.key, weights_of(median, training_, store_),
                                     training_.options.of_engine.points, plan_.options.grid_step)});
  }
  return mapped;
}

}  // namespace spiral
