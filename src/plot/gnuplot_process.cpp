#include "plot/gnuplot_process.hpp"

#include <fcntl.h>
#include <gnuplot-iostream.h>
#include <poll.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <sstream>

#include "plot/panel.hpp"

namespace spiral {

namespace {

namespace fs = std::filesystem;

/// A folder for one gnuplot's files, beside nothing of the user's.
class WorkFolder {
 public:
  WorkFolder() {
    std::error_code error;
    std::string name = fs::temp_directory_path(error) / "spiral-exp-XXXXXX";
    if (error || mkdtemp(name.data()) == nullptr) {
      throw PlotError("no folder for temporary files; TMPDIR names another");
    }
    path_ = name;
  }
  WorkFolder(const WorkFolder&) = delete;
  WorkFolder& operator=(const WorkFolder&) = delete;
  ~WorkFolder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  std::string file(const std::string& name) const { return path_ / name; }

 private:
  fs::path path_;
};

/// `text` as one word of a shell.
std::string shell_word(const std::string& text) {
  return "'" + std::regex_replace(text, std::regex("'"), "'\\''") + "'";
}

/// Holds SIGPIPE back from this thread and drops the one that came.
class NoSigpipe {
 public:
  NoSigpipe() {
    sigemptyset(&sigpipe_);
    sigaddset(&sigpipe_, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &sigpipe_, &old_);
  }
  NoSigpipe(const NoSigpipe&) = delete;
  NoSigpipe& operator=(const NoSigpipe&) = delete;
  ~NoSigpipe() {
    const timespec now{};
    while (sigtimedwait(&sigpipe_, nullptr, &now) > 0) {
    }
    pthread_sigmask(SIG_SETMASK, &old_, nullptr);
  }

 private:
  sigset_t sigpipe_;
  sigset_t old_;
};

/// The first line of gnuplot's complaint that tells what is wrong: its exit status stays 0 whatever
/// it refuses. Lines that only warn, or show where in its input it was, say nothing.
std::string complaint(const std::string& errors) {
  static const std::regex noise(
      R"(\s*(\^.*)?|gnuplot>.*|.*warning.*|QStandardPaths.*|.*frames in animation sequence)",
      std::regex::icase);
  std::istringstream lines(errors);
  for (std::string line; std::getline(lines, line);) {
    if (!std::regex_match(line, noise)) return line.substr(line.find_first_not_of(" \t"));
  }
  return {};
}

}  // namespace

/// gnuplot reads its commands from a pipe, complains into a file and reports through a named pipe:
/// it never waits for a reader while its reader waits for it.
class GnuplotProcess::Connection {
 public:
  Connection() {
    if (mkfifo(reports_path().c_str(), S_IRUSR | S_IWUSR) != 0) {
      throw PlotError("no named pipe in " + reports_path());
    }
    // Open for both ways, so that neither side waits for the other to open it.
    reports_ = open(reports_path().c_str(), O_RDWR | O_CLOEXEC);
    const NoSigpipe no_sigpipe;
    const std::string reports = shell_word(reports_path());
    gnuplot_ = std::make_unique<Gnuplot>(
        "exec 3<&0 >/dev/null 2>" + shell_word(folder_.file("complaints")) +
        "; gnuplot <&3 3<&- & echo $! >" + reports + "; wait; echo ended >" + reports);
    gnuplot_pid_ = std::stoi(next_report());
    *gnuplot_ << "set print " << gnuplot_string(reports_path()) << "\n";
  }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  ~Connection() {
    const NoSigpipe no_sigpipe;
    gnuplot_.reset();
    close(reports_);
  }

  void run(const std::string& commands) {
    const NoSigpipe no_sigpipe;
    *gnuplot_ << commands << "\nprint 'done'\n" << std::flush;
    const std::string report = next_report();
    if (report == "closed") throw WindowClosed();
    const std::string reason = complaint(gnuplot_output(folder_.file("complaints")));
    if (report == "done" && reason.empty()) return;
    // One that waits for a display, or for whatever else, must not be waited for.
    kill(gnuplot_pid_, SIGKILL);
    throw PlotError("gnuplot" +
                    (reason.empty() ? " ended before the figure was drawn" : ": " + reason));
  }

  std::string run_for_text(const std::string& commands) {
    const std::string output = folder_.file("output");
    run("set output " + gnuplot_string(output) + "\n" + commands + "\nset output");
    return gnuplot_output(output);
  }

 private:
  std::string reports_path() const { return folder_.file("reports"); }

  /// gnuplot's next line, or nothing from one that has complained and says no more.
  std::string next_report() {
    constexpr int kPatienceMilliseconds = 1000;
    pollfd reports{reports_, POLLIN, 0};
    std::string line;
    for (char c = 0; c != '\n'; line += c) {
      while (poll(&reports, 1, kPatienceMilliseconds) == 0) {
        if (!complaint(gnuplot_output(folder_.file("complaints"))).empty()) return {};
      }
      if (read(reports_, &c, 1) != 1) return {};
    }
    return line.substr(0, line.size() - 1);
  }

  const WorkFolder folder_;
  int reports_ = -1;
  pid_t gnuplot_pid_ = 0;
  std::unique_ptr<Gnuplot> gnuplot_;
};

std::string gnuplot_output(const std::string& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

GnuplotProcess::GnuplotProcess() : connection_(std::make_unique<Connection>()) {}

GnuplotProcess::~GnuplotProcess() = default;

void GnuplotProcess::run(const std::string& commands) { connection_->run(commands); }

std::string GnuplotProcess::run_for_text(const std::string& commands) {
  return connection_->run_for_text(commands);
}

std::string gnuplot_value(const std::string& expression) {
  const WorkFolder folder;
  const std::string command = "gnuplot -e " + shell_word("print " + expression) + " >" +
                              shell_word(folder.file("out")) + " 2>&1";
  if (std::system(command.c_str()) != 0) {
    throw PlotError(
        "gnuplot was not found; on Debian: apt install gnuplot-x11, or gnuplot-nox where there is "
        "no display; --plot none needs no gnuplot");
  }
  return gnuplot_output(folder.file("out"));
}

}  // namespace spiral
