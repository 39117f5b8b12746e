// One running gnuplot: the only place that includes gnuplot-iostream.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <memory>
#include <stdexcept>
#include <string>

namespace gnuplotio {
class Gnuplot;
}

namespace spiral {

/// gnuplot is missing, died or refused a command; `what()` is one line.
class PlotError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Has a gnuplot with windows tell when one is closed; one without does not know the command.
inline constexpr const char* kTellWhenClosed = "bind Close \"print 'closed'; exit gnuplot\"\n";

/// The user closed the window that gnuplot drew in, after kTellWhenClosed.
class WindowClosed : public PlotError {
 public:
  WindowClosed() : PlotError("the window was closed") {}
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

  /// Likewise; returns what `commands` drew into the file `path`, or into one that is not kept.
  std::string run_for_output(const std::string& commands, std::string path = {});

 private:
  explicit GnuplotProcess(std::filesystem::path folder);

  std::string complaint() const;
  std::string next_report() const;

  // gnuplot reads its commands from a pipe, complains into a file and reports through a named pipe:
  // it never waits for a reader while its reader waits for it.
  const std::filesystem::path folder_;
  const std::filesystem::path complaints_ = folder_ / "complaints";
  const std::filesystem::path reports_path_ = folder_ / "reports";
  int reports_ = -1;
  pid_t gnuplot_pid_ = 0;
  std::unique_ptr<gnuplotio::Gnuplot> gnuplot_;
};

/// What a gnuplot command line of its own prints: `gnuplot -e 'print EXPRESSION'`.
/// Throws: PlotError without gnuplot.
std::string gnuplot_value(const std::string& expression);

}  // namespace spiral
