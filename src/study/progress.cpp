#include "study/progress.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "core/text.hpp"

namespace spiral {

namespace {

// So short that the notebook's longest names have room beside it.
constexpr std::size_t kBarWidth = 10;
constexpr auto kRedrawEvery = std::chrono::milliseconds(100);
constexpr const char* kEraseLine = "\r\033[K";

// Earlier, a single slow epoch turns a prediction over.
constexpr double kFirstSeconds = 3;
constexpr double kFirstShare = 0.02;
// A prediction that is wrong by less looks the same in round words.
constexpr double kTolerance = 0.2;

double round_up(double seconds, double unit) { return std::ceil(seconds / unit) * unit; }

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

std::optional<double> TimeLeft::update(double elapsed, double share) {
  if (elapsed < kFirstSeconds || share < kFirstShare) return std::nullopt;
  const double end = elapsed / share;
  const bool is_wrong = !end_ || std::abs(end - *end_) > kTolerance * (end - elapsed);
  if (is_wrong) end_ = end;
  return std::max(0., *end_ - elapsed);
}

std::string time_left(double seconds) {
  if (seconds < 10) return "a few seconds left";
  if (seconds <= 50) return fmt::format("about {:.0f} s left", round_up(seconds, 10));
  const auto minutes = std::lround(seconds / 60);
  if (minutes < 60) return fmt::format("about {} min left", std::max(minutes, 1L));
  const auto tens = std::lround(seconds / 600);
  const std::string hours = fmt::format("about {} h ", tens / 6);
  return hours + (tens % 6 > 0 ? fmt::format("{} min left", 10 * (tens % 6)) : "left");
}

std::string progress_line(double share, const std::optional<double>& seconds_left,
                          const std::string& what) {
  const auto filled = static_cast<std::size_t>(share * static_cast<double>(kBarWidth));
  std::string line =
      fmt::format("[{:-<{}}] {:3.0f} %{}: {}", std::string(std::min(filled, kBarWidth), '#'),
                  kBarWidth, std::floor(100 * std::min(share, 1.)),
                  seconds_left ? ", " + time_left(*seconds_left) : "", what);
  // What wraps on a terminal cannot be wiped.
  if (line.size() >= kTerminalColumns) line = line.substr(0, kTerminalColumns - 4) + "...";
  return line;
}

std::string RunningCases::in_words() const {
  std::vector<std::string> exercises;
  for (const auto& [trial, count] : cases_) {
    const std::string& name = trials_[trial].experiment->name;
    if (std::ranges::count(exercises, name) == 0) exercises.push_back(name);
  }
  if (cases_.size() != 1) {
    return fmt::format("{} cases of {}", cases_.size(), list_words(exercises, "and"));
  }
  const Case* item = trials_[cases_.front().first].item;
  const auto seeds = std::ranges::count(trials_, item, &PlannedTrial::item);
  return (seeds > 1 ? fmt::format("{} seeds of ", seeds) : "") + exercises.front() + " " +
         item->label;
}

void RunningCases::begin(std::size_t trial) {
  const auto found = find(trial);
  if (found == cases_.end()) return cases_.push_back({trial, 1});
  ++found->second;
}

void RunningCases::end(std::size_t trial) {
  const auto found = find(trial);
  if (found != cases_.end() && --found->second == 0) cases_.erase(found);
}

RunningCases::Cases::iterator RunningCases::find(std::size_t trial) {
  return std::ranges::find_if(cases_, [&](const auto& running) {
    return trials_[running.first].item == trials_[trial].item;
  });
}

Progress::Progress(const std::vector<PlannedTrial>& trials, const Engine& engine,
                   ProgressStyle style, std::FILE* stream)
    : trials_(trials), engine_(engine), style_(style), stream_(stream), running_(trials) {
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
  if (end.epoch == 1) running_.begin(end.trial);
  cost_done_ += engine_.cost(item->config) / static_cast<double>(epochs);
  if (style_ == ProgressStyle::bar) draw_bar();
}

void Progress::on_trial_end(std::size_t trial) {
  const std::lock_guard lock(mutex_);
  running_.end(trial);
}

void Progress::draw_bar() {
  const auto now = Clock::now();
  if (now - last_drawn_ < kRedrawEvery) return;
  last_drawn_ = now;
  const double share = cost_done_ / cost_total_;
  const double elapsed = std::chrono::duration<double>(now - begin_).count();
  print(stream_,
        kEraseLine + progress_line(share, time_left_.update(elapsed, share), running_.in_words()));
}

}  // namespace spiral
