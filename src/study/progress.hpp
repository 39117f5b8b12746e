// Words for whoever waits: how far a run is, and lines on streams that may be closed.
#pragma once

#include <chrono>
#include <cstdio>
#include <mutex>
#include <string>
#include <vector>

#include "engine/engine.hpp"
#include "study/plan.hpp"

namespace spiral {

/// Writes `text` as it is, at once; a line that is lost, on a stream that is closed or full, stops
/// nothing.
void print(std::FILE* stream, const std::string& text);

/// "spiral-exp: " and the text, a line on standard error.
void print_warning(const std::string& text);

bool is_terminal(std::FILE* stream);

/// Whether to write in bold and in colour: on a terminal, unless NO_COLOR is set.
/// Source: https://no-color.org
bool is_styled(std::FILE* stream);

enum class ProgressStyle { none, bar, lines };

/// "[######--------------] 3/10 trials, 1:05 left"; `seconds_left` below 0 is "not known yet".
std::string progress_line(double fraction, std::size_t done, std::size_t trials,
                          double seconds_left);

/// Writes to `stream` a bar that redraws itself, or a line an epoch, or nothing.
class Progress : public TrainingObserver {
 public:
  Progress(const std::vector<PlannedTrial>& trials, const Engine& engine, ProgressStyle style,
           std::FILE* stream);
  /// Wipes the bar.
  ~Progress() override;

  void on_epoch(const EpochEnd& end) override;
  void on_trial_end(std::size_t trial) override;

 private:
  using Clock = std::chrono::steady_clock;

  void draw_bar();

  const std::vector<PlannedTrial>& trials_;
  const Engine& engine_;
  const ProgressStyle style_;
  std::FILE* const stream_;
  const Clock::time_point begin_ = Clock::now();
  std::mutex mutex_;
  // Guarded by mutex_:
  std::size_t done_ = 0;
  double cost_done_ = 0;
  double cost_total_ = 0;
  Clock::time_point last_drawn_{};
};

}  // namespace spiral
