// Shows a training while it goes on, and never lets it wait.
#pragma once

#include <chrono>
#include <condition_variable>
#include <exception>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>

#include "plot/figures.hpp"

namespace spiral {

/// Draws the newest of the frames that it is given, on a thread of its own; a frame that comes
/// while another one waits takes its place.
class LiveView {
 public:
  using Clock = std::chrono::steady_clock;
  /// Draws one frame; what it throws ends the drawing.
  using Draw = std::function<void(const Figure&)>;

  explicit LiveView(Draw draw);
  ~LiveView();
  LiveView(const LiveView&) = delete;
  LiveView& operator=(const LiveView&) = delete;

  /// Whether a frame that is shown now would be drawn now: making one before costs for nothing.
  bool wants_frame() const;

  /// Returns at once.
  void show(Figure frame);

  /// Draws the frame that waits, then ends.
  /// Throws: what `draw` threw.
  void finish();

 private:
  void work();
  void end();

  const Draw draw_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  // Guarded by mutex_:
  std::optional<Figure> newest_;
  Clock::time_point next_due_{};
  std::exception_ptr failure_;
  bool busy_ = false;
  bool ending_ = false;

  std::thread thread_;
};

}  // namespace spiral
