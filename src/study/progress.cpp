#include "study/progress.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace spiral {

namespace {

constexpr std::size_t kBarWidth = 30;
constexpr auto kRedrawEvery = std::chrono::milliseconds(100);
constexpr const char* kEraseLine = "\r\033[K";

std::string clock_time(double seconds) {
  const std::int64_t whole = std::lround(seconds);
  const auto hours = whole / 3600;
  const auto minutes = whole / 60 % 60;
  return hours > 0 ? fmt::format("{}:{:02}:{:02}", hours, minutes, whole % 60)
                   : fmt::format("{}:{:02}", minutes, whole % 60);
}

}  // namespace

void print(std::FILE* stream, const std::string& text) {
  std::fputs(text.c_str(), stream);
  std::fflush(stream);
}

void print_warning(const std::string& text) { print(stderr, "spiral-exp: " + text + "\n"); }

bool is_terminal(std::FILE* stream) { return isatty(fileno(stream)) != 0; }

bool is_styled(std::FILE* stream) {
  const char* no_color = std::getenv("NO_COLOR");
  return is_terminal(stream) && (no_color == nullptr || *no_color == '\0');
}

std::string progress_line(double fraction, std::size_t done, std::size_t trials,
                          double seconds_left) {
  const auto filled = static_cast<std::size_t>(fraction * static_cast<double>(kBarWidth));
  return fmt::format("[{:-<{}}] {}/{} {}, {} left", std::string(std::min(filled, kBarWidth), '#'),
                     kBarWidth, done, trials, trials == 1 ? "trial" : "trials",
                     seconds_left < 0 ? "-:--" : clock_time(seconds_left));
}

Progress::Progress(const std::vector<PlannedTrial>& trials, const Engine& engine,
                   ProgressStyle style, std::FILE* stream)
    : trials_(trials), engine_(engine), style_(style), stream_(stream) {
  for (const PlannedTrial& trial : trials_) cost_total_ += engine_.cost(trial.item->config);
}

Progress::~Progress() {
  if (style_ == ProgressStyle::bar) print(stream_, kEraseLine);
}

void Progress::on_epoch(const EpochEnd& end) {
  const auto& [experiment, item, seed] = trials_[end.trial];
  const std::int64_t epochs = item->config.epochs;
  const std::lock_guard lock(mutex_);
  if (style_ == ProgressStyle::lines) {
    print(stream_,
          fmt::format("{} {}, seed {}: epoch {}/{}, train error {:.4f}\n", experiment->name,
                      item->label, seed, end.epoch, epochs, end.train_error));
  }
  cost_done_ += engine_.cost(item->config) / static_cast<double>(epochs);
  if (style_ == ProgressStyle::bar) draw_bar();
}

void Progress::on_trial_end(std::size_t) {
  const std::lock_guard lock(mutex_);
  ++done_;
}

void Progress::draw_bar() {
  const auto now = Clock::now();
  if (now - last_drawn_ < kRedrawEvery) return;
  last_drawn_ = now;
  const double fraction = cost_done_ / cost_total_;
  const double elapsed = std::chrono::duration<double>(now - begin_).count();
  const double left = elapsed < 0.5 ? -1 : elapsed * (1 - fraction) / fraction;
  print(stream_, kEraseLine + progress_line(fraction, done_, trials_.size(), left));
}

}  // namespace spiral
