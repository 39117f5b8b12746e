// Shows a training while it goes on, and never lets it wait.
#pragma once

#include <chrono>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>

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

}  // namespace spiral
