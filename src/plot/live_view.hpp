// Shows a training while it goes on, and never lets it wait.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>
#include <vector>

#include "core/training_observer.hpp"
#include "plot/gnuplot.hpp"

namespace spiral {

/// Draws the newest of the frames that it is given, on a thread of its own; a frame that comes
/// while another one waits takes its place.
class LiveView {
 public:
  using Clock = std::chrono::steady_clock;

  /// What `canvas` throws ends the drawing.
  explicit LiveView(Canvas canvas);

  /// Whether a frame that is shown now would be drawn now: making one before costs for nothing.
  bool wants_frame() const;

  /// Returns at once.
  void show(Figure frame);

  /// Draws the frame that waits, then ends.
  /// Throws: what the canvas threw.
  void finish();

 private:
  void work(const std::stop_token& stop);

  const Canvas canvas_;
  mutable std::mutex mutex_;
  std::condition_variable_any changed_;
  // Guarded by mutex_:
  std::optional<Figure> newest_;
  Clock::time_point next_due_{};
  // Of the thread, until it has ended:
  std::exception_ptr failure_;
  // The last member, so that the thread ends before what it uses.
  std::jthread thread_;
};

/// Shows a training of the first seed as it goes on, and when it ends another one that is still
/// going on.
class LiveRecorder : public TrainingObserver {
 public:
  /// `panel` is that of the figures; `trials` outlive the recorder.
  LiveRecorder(const std::vector<PlannedTrial>& trials, std::uint64_t first_seed, int panel,
               Canvas canvas);

  void on_epoch(const EpochEnd& end) override;
  void on_trial_end(std::size_t trial) override;

  /// Draws the last frame and ends the view.
  /// Throws: PlotError; WindowClosed.
  void finish() { view_.finish(); }

 private:
  bool is_on_screen(std::size_t trial);

  const std::vector<PlannedTrial>& trials_;
  const std::uint64_t first_seed_;
  const int panel_;
  // One a trial, each touched by its own trial's thread alone:
  std::vector<std::vector<double>> train_errors_;
  std::atomic<std::size_t> on_screen_;
  // Touched by the thread of the trial on the screen alone:
  LiveView::Clock::time_point next_map_{};

  LiveView view_;
};

}  // namespace spiral
