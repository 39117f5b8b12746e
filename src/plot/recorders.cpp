#include "plot/recorders.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <memory>
#include <utility>

#include "plot/figures.hpp"
#include "study/progress.hpp"

namespace spiral {

namespace {

constexpr std::size_t kNobody = std::numeric_limits<std::size_t>::max();

// A live map shows some 80 points across the plane; finer ones would take the time of the training.
constexpr double kLiveGridStep = 0.3;

// The training makes its own maps: each may cost it 1 part in 50.
constexpr int kMapShare = 50;

/// Draws each frame over the one before: the cursor stays below, on a line that others may use.
class InPlace {
 public:
  explicit InPlace(std::FILE* stream) : stream_(stream), size_(text_size(stream)), canvas_(size_) {}
  InPlace(const InPlace&) = delete;
  InPlace& operator=(const InPlace&) = delete;
  ~InPlace() {
    if (is_begun_) print(stream_, fmt::format("\r\033[{}A\033[J", size_.rows));
  }

  void draw(const Figure& figure) {
    std::string text = canvas_.draw(figure);
    text.erase(text.find_last_not_of('\n') + 1);
    const std::string room =
        is_begun_ ? "" : std::string(static_cast<std::size_t>(size_.rows), '\n');
    is_begun_ = true;
    print(stream_, room + fmt::format("\0337\r\033[{}A", size_.rows) + text + "\0338");
  }

 private:
  std::FILE* const stream_;
  const TextSize size_;
  TextCanvas canvas_;
  bool is_begun_ = false;
};

}  // namespace

AnimationRecorder::AnimationRecorder(const std::vector<PlannedTrial>& trials,
                                     std::uint64_t first_seed, const PlotPlan& plan)
    : trials_(trials),
      first_seed_(first_seed),
      plan_(plan),
      frames_(trials.size()),
      paths_(trials.size()),
      errors_(trials.size()) {}

bool AnimationRecorder::records(const PlannedTrial& trial) const {
  return plan_.format == PlotFormat::gif && trial.seed == first_seed_;
}

void AnimationRecorder::on_epoch(const EpochEnd& end) {
  const PlannedTrial& trial = trials_[end.trial];
  if (!records(trial)) return;
  const std::int64_t epochs = trial.item->config.epochs;
  const std::int64_t every = plan_.options.gif_every.value_or((epochs + 49) / 50);
  if (end.epoch != 1 && end.epoch != epochs && end.epoch % every != 0) return;
  const PredictionMap map = end.map_prediction(plan_.options.grid_step);
  frames_[end.trial].push_back(frame_figure(trial, end.epoch, map, plan_.options.panel));
}

void AnimationRecorder::on_trial_end(std::size_t trial) {
  if (!records(trials_[trial])) return;
  const std::string path = plan_.path(frames_[trial].front().name);
  try {
    draw_animation(frames_[trial], path);
    paths_[trial] = path;
  } catch (const PlotError& error) {
    errors_[trial] = error;
  }
  frames_[trial] = {};
}

void AnimationRecorder::report() const {
  for (const std::string& path : paths_) {
    if (!path.empty()) fmt::print(plan_.text_stream, "{}\n", path);
  }
  for (const auto& error : errors_) {
    if (error) throw *error;
  }
}

LiveCanvas live_window(const PlotPlan& plan) {
  const auto window = std::make_shared<Window>(plan.terminal, WindowLife::ends_with_program);
  return {.frame =
              [panel = plan.options.panel](const PlannedTrial& trial, const auto& train_error,
                                           const PredictionMap& map) {
                return training_figure(trial, train_error, map, panel);
              },
          .draw = [window](const Figure& figure) { window->draw(figure); }};
}

LiveCanvas live_place(std::FILE* stream) {
  const auto place = std::make_shared<InPlace>(stream);
  return {.frame = training_text_figure,
          .draw = [place](const Figure& figure) { place->draw(figure); }};
}

LiveRecorder::LiveRecorder(const std::vector<PlannedTrial>& trials, std::uint64_t first_seed,
                           LiveCanvas canvas)
    : trials_(trials),
      first_seed_(first_seed),
      canvas_(std::move(canvas)),
      train_errors_(trials.size()),
      on_screen_(kNobody),
      view_(canvas_.draw) {}

bool LiveRecorder::is_on_screen(std::size_t trial) {
  std::size_t shown = kNobody;
  return on_screen_.compare_exchange_strong(shown, trial) || shown == trial;
}

void LiveRecorder::on_epoch(const EpochEnd& end) {
  const PlannedTrial& trial = trials_[end.trial];
  if (trial.seed != first_seed_) return;
  std::vector<double>& train_error = train_errors_[end.trial];
  train_error.push_back(end.train_error);
  if (!is_on_screen(end.trial)) return;
  const auto now = Clock::now();
  const bool is_last = end.epoch == trial.item->config.epochs;
  if (now < next_map_ || !(is_last || view_.wants_frame())) return;
  const PredictionMap map = end.map_prediction(kLiveGridStep);
  next_map_ = now + kMapShare * (Clock::now() - now);
  view_.show(canvas_.frame(trial, train_error, map));
}

void LiveRecorder::on_trial_end(std::size_t trial) {
  std::size_t shown = trial;
  on_screen_.compare_exchange_strong(shown, kNobody);
  train_errors_[trial] = {};
}

}  // namespace spiral
