#include "study/interruption.hpp"

#include <atomic>

namespace spiral {

namespace {

std::atomic<bool> signalled = false;
static_assert(std::atomic<bool>::is_always_lock_free, "a signal handler must not wait");

void remember(int) { signalled = true; }

}  // namespace

Interruption::Interruption() {
  struct sigaction action = {};
  action.sa_handler = remember;
  action.sa_flags = static_cast<int>(SA_RESETHAND) | SA_RESTART;
  for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGUSR1, SIGUSR2}) {
    struct sigaction old = {};
    sigaction(signal, nullptr, &old);
    if (old.sa_handler == SIG_IGN) continue;
    sigaction(signal, &action, nullptr);
    replaced_.push_back({signal, old});
  }
}

Interruption::~Interruption() {
  for (const auto& [signal, action] : replaced_) sigaction(signal, &action, nullptr);
}

bool Interruption::requested() const { return signalled; }

}  // namespace spiral
