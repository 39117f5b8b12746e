// Words for whoever waits: how far a run is, and lines on streams that may be closed.
#pragma once

#include <chrono>
#include <cstdio>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
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

/// Predicts when a run ends, from the share of its work that is done. It keeps a prediction until
/// that is wrong by a fifth of the time left: so the time counts down and does not jump about.
class TimeLeft {
 public:
  /// Nullopt while too little is done to tell. Units: seconds.
  std::optional<double> update(double elapsed, double share);

 private:
  /// Seconds after the begin.
  std::optional<double> end_;
};

/// "about 2 min left": round, for it is a guess.
std::string time_left(double seconds);

/// "[###-------]  30 %, about 2 min left: 100 seeds of activation relu", never as long as a
/// terminal's line. The share is that of the work, by the engine's estimate of each trial's cost.
std::string progress_line(double share, const std::optional<double>& seconds_left,
                          const std::string& what);

/// The cases that are training, of a list of trials that outlives it.
class RunningCases {
 public:
  explicit RunningCases(const std::vector<PlannedTrial>& trials) : trials_(trials) {}

  /// Takes a trial's place in the list.
  void begin(std::size_t trial);
  void end(std::size_t trial);
  /// "activation relu", "100 seeds of activation relu" or "2 cases of activation and loss".
  std::string in_words() const;

 private:
  /// A trial of each case, and how many of it are under way.
  using Cases = std::vector<std::pair<std::size_t, std::size_t>>;

  Cases::iterator find(std::size_t trial);

  const std::vector<PlannedTrial>& trials_;
  Cases cases_;
};

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
  RunningCases running_;
  TimeLeft time_left_;
  double cost_done_ = 0;
  double cost_total_ = 0;
  Clock::time_point last_drawn_{};
};

}  // namespace spiral
