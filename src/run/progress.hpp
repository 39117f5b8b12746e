// How far a run is, for whoever waits for it.
#pragma once

#include <chrono>
#include <cstdio>
#include <functional>
#include <mutex>
#include <string>
#include <vector>

#include "run/runner.hpp"

namespace spiral {

/// "[######--------------] 3/10 trials, 1:05 left"; `seconds_left` below 0 is "not known yet".
std::string progress_line(double fraction, std::size_t done, std::size_t trials,
                          double seconds_left);

/// Writes to `stream` a bar that redraws itself, or a line an epoch, or nothing.
class Progress : public RunObserver {
 public:
  enum class Style { none, bar, lines };

  /// `cost` tells how long a setting takes compared with others.
  Progress(const std::vector<Trial>& trials, std::function<double(const Setting&)> cost,
           Style style, std::FILE* stream);
  /// Wipes the bar.
  ~Progress() override;
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void on_epoch(std::size_t trial, std::int64_t epoch, double train_error,
                const Snapshot& snapshot) override;
  void on_trial_done(std::size_t trial) override;

 private:
  using Clock = std::chrono::steady_clock;

  void draw_bar();

  const std::vector<Trial>& trials_;
  const std::function<double(const Setting&)> cost_;
  const Style style_;
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
