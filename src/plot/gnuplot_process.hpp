// One gnuplot at work: commands in, what it printed and drew out. Knows nothing of figures.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <stdexcept>
#include <string>

namespace spiral {

/// gnuplot is missing, died, gave no answer or refused a command; `what()` is one line.
class PlotError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// The user closed the window that gnuplot drew in.
class WindowClosed : public PlotError {
 public:
  WindowClosed() : PlotError("the window was closed") {}
};

/// A file descriptor that is closed with its owner.
class Descriptor {
 public:
  explicit Descriptor(int number = -1) : number_(number) {}
  Descriptor(Descriptor&& other) noexcept : number_(other.release()) {}
  Descriptor& operator=(Descriptor other) noexcept;
  ~Descriptor();

  operator int() const { return number_; }

 private:
  int release();

  int number_;
};

/// A gnuplot of its own, without the user's settings; for one thread at a time. It shares nothing
/// with this program but pipes and memory, and ends with it: whatever kills this program, no file
/// and no process stays.
class GnuplotProcess {
 public:
  /// How long gnuplot may be silent over one call of `run`.
  using Patience = std::chrono::milliseconds;

  /// Throws: PlotError where there is no gnuplot.
  explicit GnuplotProcess(Patience patience);
  GnuplotProcess(const GnuplotProcess&) = delete;
  GnuplotProcess& operator=(const GnuplotProcess&) = delete;
  ~GnuplotProcess();

  /// Returns the lines that `commands` printed, once gnuplot has done all of them. One that it
  /// refuses ends them, and gnuplot is ready for others.
  /// Throws: PlotError with gnuplot's own words; WindowClosed once a command has printed "closed".
  std::string run(const std::string& commands);

  /// Likewise, for what a user does in a window: however long it takes.
  std::string run_for_user(const std::string& commands);

  /// Likewise, but returns what `commands` drew.
  std::string run_for_output(const std::string& commands);

  /// What `commands` draw goes to memory from here on, until `take_output`.
  void begin_output();
  std::string take_output();

 private:
  std::string run_within(const std::string& commands, Patience patience);
  /// gnuplot's next line; empty from one that has ended.
  std::string next_report(Patience patience);
  /// Gives gnuplot time to end by itself.
  void end();
  [[noreturn]] void fail_as_ended();

  const Patience patience_;
  /// The end of a socket whose other end is gnuplot's standard input.
  Descriptor input_;
  Descriptor reports_;
  // In memory:
  Descriptor script_;
  Descriptor output_;
  Descriptor complaints_;
  Descriptor process_;
  pid_t pid_ = 0;
  bool is_closed_ = false;
};

}  // namespace spiral
