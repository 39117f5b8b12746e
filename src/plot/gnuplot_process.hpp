// One running gnuplot: the only place that includes gnuplot-iostream.
#pragma once

#include <memory>
#include <stdexcept>
#include <string>

namespace spiral {

/// gnuplot is missing, died or refused a command; `what()` is one line.
class PlotError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Has a gnuplot with windows tell when one is closed; one without does not know the command.
inline constexpr const char* kTellWhenClosed = "bind Close \"print 'closed'; exit gnuplot\"\n";

/// The user closed the window that gnuplot drew in, after kTellWhenClosed.
class WindowClosed : public std::runtime_error {
 public:
  WindowClosed() : std::runtime_error("the window was closed") {}
};

/// Starts a gnuplot, feeds it and waits for it; a gnuplot that dies is an exception, never a
/// SIGPIPE. For one thread at a time.
class GnuplotProcess {
 public:
  /// Throws: PlotError without room for its temporary files.
  GnuplotProcess();
  /// Ends gnuplot and waits for that.
  ~GnuplotProcess();
  GnuplotProcess(const GnuplotProcess&) = delete;
  GnuplotProcess& operator=(const GnuplotProcess&) = delete;

  /// Returns when gnuplot has done all of `commands`.
  /// Throws: PlotError with gnuplot's own words where it refused one, or where it ended;
  /// WindowClosed.
  void run(const std::string& commands);

  /// Likewise; returns what `commands` drew on a terminal of characters.
  std::string run_for_text(const std::string& commands);

 private:
  class Connection;
  std::unique_ptr<Connection> connection_;
};

/// The whole file that gnuplot wrote, as it is; empty where there is none.
std::string gnuplot_output(const std::string& path);

/// What a gnuplot command line of its own prints: `gnuplot -e 'print EXPRESSION'`.
/// Throws: PlotError without gnuplot.
std::string gnuplot_value(const std::string& expression);

}  // namespace spiral
