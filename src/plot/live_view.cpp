#include "plot/live_view.hpp"

#include <algorithm>
#include <utility>

namespace spiral {

namespace {

// Four frames a second look alive. Where every core trains, a frame takes longer, and the next one
// is put off, down to one a second: drawing shall take no more than a sixteenth of one core.
constexpr LiveView::Clock::duration kShortestInterval = std::chrono::milliseconds(250);
constexpr LiveView::Clock::duration kLongestInterval = std::chrono::seconds(1);
constexpr int kRest = 16;

}  // namespace

LiveView::LiveView(Draw draw) : draw_(std::move(draw)), thread_([this] { work(); }) {}

LiveView::~LiveView() { end(); }

bool LiveView::wants_frame() const {
  const std::lock_guard lock(mutex_);
  return !failure_ && !busy_ && !newest_ && Clock::now() >= next_due_;
}

void LiveView::show(Figure frame) {
  {
    const std::lock_guard lock(mutex_);
    if (failure_) return;
    newest_ = std::move(frame);
  }
  changed_.notify_one();
}

void LiveView::finish() {
  end();
  if (failure_) std::rethrow_exception(failure_);
}

void LiveView::end() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
  }
  changed_.notify_one();
  if (thread_.joinable()) thread_.join();
}

void LiveView::work() {
  std::unique_lock lock(mutex_);
  while (true) {
    changed_.wait(lock, [this] { return newest_ || ending_; });
    if (!newest_) return;
    const Figure frame = *std::exchange(newest_, std::nullopt);
    busy_ = true;
    lock.unlock();
    const auto begin = Clock::now();
    std::exception_ptr failure;
    try {
      draw_(frame);
    } catch (...) {
      failure = std::current_exception();
    }
    const auto end = Clock::now();
    lock.lock();
    busy_ = false;
    next_due_ = begin + std::clamp(kRest * (end - begin), kShortestInterval, kLongestInterval);
    failure_ = failure;
    if (failure_) return;
  }
}

}  // namespace spiral
