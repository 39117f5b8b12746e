// What watches a training to draw it while it goes on.
#pragma once

#include <atomic>
#include <cstdio>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/training_observer.hpp"
#include "plot/gnuplot.hpp"
#include "plot/live_view.hpp"
#include "plot/plan.hpp"
#include "study/plan.hpp"

namespace spiral {

/// Maps the first seed's boundaries every few epochs and draws an animation of each case as it
/// ends; idle unless the plan asks for GIFs.
class AnimationRecorder : public TrainingObserver {
 public:
  AnimationRecorder(const std::vector<PlannedTrial>& trials, std::uint64_t first_seed,
                    const PlotPlan& plan);

  void on_epoch(const EpochEnd& end) override;
  void on_trial_end(std::size_t trial) override;

  /// Prints the files drawn, in the trials' order.
  /// Throws: PlotError, the first one that came up.
  void report() const;

 private:
  bool records(const PlannedTrial& trial) const;

  const std::vector<PlannedTrial>& trials_;
  const std::uint64_t first_seed_;
  const PlotPlan& plan_;
  // One a trial, each touched by its own trial's thread alone:
  std::vector<std::vector<Figure>> frames_;
  std::vector<std::string> paths_;
  std::vector<std::optional<PlotError>> errors_;
};

/// What a live view draws, and on what.
struct LiveCanvas {
  std::function<Figure(const PlannedTrial&, const std::vector<double>& train_error,
                       const PredictionMap&)>
      frame;
  LiveView::Draw draw;
};

/// One window of its own.
LiveCanvas live_window(const PlotPlan& plan);

/// A place on the terminal behind `stream`, above the line of the cursor; wiped when it is
/// destroyed.
LiveCanvas live_place(std::FILE* stream);

/// Shows a training of the first seed as it goes on, in a window or in place on a terminal, and
/// when it ends another one that is still going on.
class LiveRecorder : public TrainingObserver {
 public:
  LiveRecorder(const std::vector<PlannedTrial>& trials, std::uint64_t first_seed,
               LiveCanvas canvas);

  void on_epoch(const EpochEnd& end) override;
  void on_trial_end(std::size_t trial) override;

  /// Draws the last frame and ends the view.
  /// Throws: PlotError; WindowClosed.
  void finish() { view_.finish(); }

 private:
  using Clock = LiveView::Clock;

  bool is_on_screen(std::size_t trial);

  const std::vector<PlannedTrial>& trials_;
  const std::uint64_t first_seed_;
  const LiveCanvas canvas_;
  // One a trial, each touched by its own trial's thread alone:
  std::vector<std::vector<double>> train_errors_;
  std::atomic<std::size_t> on_screen_;
  // Touched by the thread of the trial on the screen alone:
  Clock::time_point next_map_{};

  LiveView view_;
};

}  // namespace spiral
