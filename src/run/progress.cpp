#include "run/progress.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "run/say.hpp"

namespace spiral {

namespace {

constexpr std::size_t kBarWidth = 30;
constexpr auto kRedrawEvery = std::chrono::milliseconds(100);
constexpr const char* kEraseLine = "\r\033[K";

std::string clock_time(double seconds) {
  const auto whole = static_cast<std::int64_t>(seconds + 0.5);
  const auto hours = whole / 3600;
  const auto minutes = whole / 60 % 60;
  return hours > 0 ? fmt::format("{}:{:02}:{:02}", hours, minutes, whole % 60)
                   : fmt::format("{}:{:02}", minutes, whole % 60);
}

}  // namespace

std::string progress_line(double fraction, std::size_t done, std::size_t trials,
                          double seconds_left) {
  const auto filled = static_cast<std::size_t>(fraction * static_cast<double>(kBarWidth));
  return fmt::format("[{:-<{}}] {}/{} {}, {} left", std::string(std::min(filled, kBarWidth), '#'),
                     kBarWidth, done, trials, trials == 1 ? "trial" : "trials",
                     seconds_left < 0 ? "-:--" : clock_time(seconds_left));
}

Progress::Progress(const std::vector<Trial>& trials, std::function<double(const Setting&)> cost,
                   Style style, std::FILE* stream)
    : trials_(trials), cost_(std::move(cost)), style_(style), stream_(stream) {
  for (const Trial& trial : trials_) cost_total_ += cost_(trial.setting);
}

Progress::~Progress() {
  if (style_ == Style::bar) say(stream_, kEraseLine);
}

void Progress::on_epoch(std::size_t trial, std::int64_t epoch, double train_error,
                        const Snapshot&) {
  const auto& [experiment, setting, seed] = trials_[trial];
  const std::lock_guard lock(mutex_);
  if (style_ == Style::lines) {
    say(stream_, fmt::format("{} {}, seed {}: epoch {}/{}, train error {:.4f}\n", experiment,
                             setting.name, seed, epoch, setting.epochs, train_error));
  }
  cost_done_ += cost_(setting) / static_cast<double>(setting.epochs);
  if (style_ == Style::bar) draw_bar();
}

void Progress::on_trial_done(std::size_t) {
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
  say(stream_, kEraseLine + progress_line(fraction, done_, trials_.size(), left));
}

}  // namespace spiral
