// Ctrl-C, as a question that a run can ask.
#pragma once

#include <csignal>
#include <vector>

namespace spiral {

/// While one of these lives, the first SIGINT, SIGTERM or SIGHUP is remembered, and so is SIGUSR1 or
/// SIGUSR2, by which a cluster says that its time is up; the second one kills, as ever. A signal that
/// the program was started to ignore stays ignored.
class Interruption {
 public:
  Interruption();
  ~Interruption();
  Interruption(const Interruption&) = delete;
  Interruption& operator=(const Interruption&) = delete;

  bool requested() const;

 private:
  struct Replaced {
    int signal;
    struct sigaction action;
  };
  std::vector<Replaced> replaced_;
};

}  // namespace spiral
