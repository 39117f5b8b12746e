#include "plot/live_view.hpp"

#include <algorithm>
#include <utility>

namespace spiral {

namespace {

using Clock = LiveView::Clock;

// Four frames a second look alive. Where every core trains, a frame takes longer, and the next one
// is put off, down to one a second: drawing shall take no more than a sixteenth of one core.
constexpr Clock::duration kShortestInterval = std::chrono::milliseconds(250);
constexpr Clock::duration kLongestInterval = std::chrono::seconds(1);
constexpr int kRest = 16;

}  // namespace

LiveView::LiveView(Canvas canvas)
    : canvas_(std::move(canvas)), thread_([this](const std::stop_token& stop) { work(stop); }) {}

bool LiveView::wants_frame() const {
  const std::lock_guard lock(mutex_);
  return !newest_ && Clock::now() >= next_due_;
}

void LiveView::show(Figure frame) {
  {
    const std::lock_guard lock(mutex_);
    newest_ = std::move(frame);
  }
  changed_.notify_one();
}

void LiveView::finish() {
  thread_.request_stop();
  if (thread_.joinable()) thread_.join();
  if (failure_) std::rethrow_exception(failure_);
}

void LiveView::work(const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  while (changed_.wait(lock, stop, [this] { return newest_.has_value(); })) {
    const Figure frame = *std::exchange(newest_, std::nullopt);
    next_due_ = Clock::time_point::max();  // until it is drawn; for ever where that fails
    lock.unlock();
    const auto begin = Clock::now();
    try {
      canvas_(frame);
    } catch (...) {
      failure_ = std::current_exception();
      return;
    }
    const auto rest = kRest * (Clock::now() - begin);
    lock.lock();
    next_due_ = begin + std::clamp(rest, kShortestInterval, kLongestInterval);
  }
}

}  // namespace spiral
