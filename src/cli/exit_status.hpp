// What the program's exit tells a script; the manual lists it from here.
#pragma once

#include <array>
#include <stdexcept>
#include <string>

namespace spiral {

struct ExitStatus {
  int code;
  const char* meaning;
};

inline constexpr ExitStatus kExitDone{0, "Done."};
inline constexpr ExitStatus kExitFailed{1, "Failed."};
inline constexpr ExitStatus kExitUsage{
    2, "Wrong usage or input, or a file that cannot be written; another try ends the same."};
inline constexpr ExitStatus kExitDiffers{3,
                                         "Compared, and not the same; or checked, and an outlier."};
inline constexpr ExitStatus kExitInterrupted{
    130, "Interrupted; what was complete is kept. --preempted-exit-code names another one."};
inline constexpr std::array kExitStatuses{kExitDone, kExitFailed, kExitUsage, kExitDiffers,
                                          kExitInterrupted};

/// A signal ended what was running.
class Preempted : public std::runtime_error {
 public:
  Preempted(const std::string& what, int code) : std::runtime_error(what), exit_code(code) {}

  const int exit_code;
};

/// What was compared is not the same, or a number that was checked is an outlier.
class ResultsDiffer : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

}  // namespace spiral
