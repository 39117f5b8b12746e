// What the program's exit tells a script; the manual lists it from here.
#pragma once

#include <array>

namespace spiral {

struct ExitStatus {
  int code;
  const char* meaning;
};

inline constexpr ExitStatus kExitDone{0, "Done."};
inline constexpr ExitStatus kExitFailed{1, "Failed."};
inline constexpr ExitStatus kExitUsage{2,
                                       "Wrong usage or input, or a file that cannot be written."};
inline constexpr ExitStatus kExitInterrupted{130, "Interrupted; what was complete is kept."};
inline constexpr std::array kExitStatuses{kExitDone, kExitFailed, kExitUsage, kExitInterrupted};

}  // namespace spiral
