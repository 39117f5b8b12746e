// Ctrl-C, as a question that a run can ask.
#pragma once

namespace spiral {

/// While one of these lives, the first SIGINT or SIGTERM is remembered; the second one kills, as
/// ever.
class Interruption {
 public:
  Interruption();
  ~Interruption();
  Interruption(const Interruption&) = delete;
  Interruption& operator=(const Interruption&) = delete;

  bool requested() const;
};

}  // namespace spiral
