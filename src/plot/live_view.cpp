#include "plot/live_view.hpp"

#include <algorithm>
#include <limits>
#include <utility>

namespace spiral {

namespace {

using Clock = LiveView::Clock;

// Four frames a second look alive. Where every core trains, a frame takes longer, and the next one
// is put off, down to one a second: drawing shall take no more than a sixteenth of one core.
constexpr Clock::duration kShortestInterval = std::chrono::milliseconds(250);
constexpr Clock::duration kLongestInterval = std::chrono::seconds(1);
constexpr int kRest = 16;

// A live map shows some 80 points across the plane; finer ones would take the time of the training.
constexpr double kLiveGridStep = 0.3;

// The training makes its own maps: each may cost it 1 part in 50.
constexpr int kMapShare = 50;

constexpr std::size_t kNobody = std::numeric_limits<std::size_t>::max();

}  // namespace

LiveView::LiveView(Canvas canvas)
    : canvas_(std::move(canvas)), thread_([this](const std::stop_token& stop) { work(stop); }) {}

bool LiveView::wants_frame() const {
  const std::lock_guard lock(mutex_);
  return !newest_ && Clock::now() >= next_due_;
}

void LiveView::show(Figure frame) {
  {
    const std::lock_guard lock(mutex_);
    newest_ = std::move(frame);
  }
  changed_.notify_one();
}

void LiveView::finish() {
  thread_.request_stop();
  if (thread_.joinable()) thread_.join();
  if (failure_) std::rethrow_exception(failure_);
}

void LiveView::work(const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  while (changed_.wait(lock, stop, [this] { return newest_.has_value(); })) {
    const Figure frame = *std::exchange(newest_, std::nullopt);
    next_due_ = Clock::time_point::max();  // until it is drawn; for ever where that fails
    lock.unlock();
    const auto begin = Clock::now();
    try {
      canvas_(frame);
    } catch (...) {
      failure_ = std::current_exception();
      return;
    }
    const auto rest = kRest * (Clock::now() - begin);
    lock.lock();
    next_due_ = begin + std::clamp(rest, kShortestInterval, kLongestInterval);
  }
}

LiveRecorder::LiveRecorder(const std::vector<PlannedTrial>& trials, std::uint64_t first_seed,
                           int panel, Canvas canvas)
    : trials_(trials),
      first_seed_(first_seed),
      panel_(panel),
      train_errors_(trials.size()),
      on_screen_(kNobody),
      view_(std::move(canvas)) {}

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
  view_.show(training_figure(trial, train_error, map, panel_));
}

void LiveRecorder::on_trial_end(std::size_t trial) {
  std::size_t shown = trial;
  on_screen_.compare_exchange_strong(shown, kNobody);
  train_errors_[trial] = {};
}

}  // namespace spiral
