#include "plot/gnuplot_process.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <gnuplot-iostream.h>
#include <poll.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <regex>
#include <sstream>
#include <utility>

#include "plot/panel.hpp"

namespace spiral {

namespace {

namespace fs = std::filesystem;

/// A folder for one gnuplot's files, beside nothing of the user's.
fs::path make_work_folder() {
  std::error_code error;
  std::string name = fs::temp_directory_path(error) / "spiral-exp-XXXXXX";
  if (error || mkdtemp(name.data()) == nullptr) {
    throw PlotError("no folder for temporary files; TMPDIR names another");
  }
  return name;
}

std::string file_text(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

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

}  // namespace

// Once the folder is there, the destructor removes it, whatever else fails here.
GnuplotProcess::GnuplotProcess() : GnuplotProcess(make_work_folder()) {
  if (mkfifo(reports_path_.c_str(), S_IRUSR | S_IWUSR) != 0) {
    throw PlotError("no named pipe in " + reports_path_.string());
  }
  // Open for both ways, so that neither side waits for the other to open it.
  reports_ = open(reports_path_.c_str(), O_RDWR | O_CLOEXEC);
  const NoSigpipe no_sigpipe;
  // Whatever the user set up for gnuplot, in ~/.gnuplot or GNUTERM, is not for these figures.
  gnuplot_ = std::make_unique<Gnuplot>(
      fmt::format("unset GNUTERM; exec 3<&0 >/dev/null 2>{}; gnuplot --default-settings <&3 3<&- & "
                  "echo $! >{reports}; wait; echo ended >{reports}",
                  shell_word(complaints_), fmt::arg("reports", shell_word(reports_path_))));
  gnuplot_pid_ = std::stoi(next_report());
  *gnuplot_ << "set print " << gnuplot_string(reports_path_) << "\n";
}

GnuplotProcess::GnuplotProcess(fs::path folder) : folder_(std::move(folder)) {}

GnuplotProcess::~GnuplotProcess() {
  {
    const NoSigpipe no_sigpipe;
    gnuplot_.reset();
  }
  close(reports_);
  std::error_code ignored;
  fs::remove_all(folder_, ignored);
}

void GnuplotProcess::run(const std::string& commands) {
  const NoSigpipe no_sigpipe;
  *gnuplot_ << commands << "\nprint 'done'\n" << std::flush;
  const std::string report = next_report();
  if (report == "closed") throw WindowClosed();
  const std::string reason = complaint();
  if (report == "done" && reason.empty()) return;
  // One that waits for a display, or for whatever else, must not be waited for.
  kill(gnuplot_pid_, SIGKILL);
  throw PlotError("gnuplot" +
                  (reason.empty() ? " ended before the figure was drawn" : ": " + reason));
}

std::string GnuplotProcess::run_for_output(const std::string& commands, std::string path) {
  if (path.empty()) path = folder_ / "output";
  run("set output " + gnuplot_string(path) + "\n" + commands + "\nset output");
  return file_text(path);
}

/// The first line of gnuplot's complaints that tells what is wrong: its exit status stays 0
/// whatever it refuses. Lines that only warn, or show where in its input it was, do not tell.
std::string GnuplotProcess::complaint() const {
  static const std::regex noise(
      R"(\s*(\^.*)?|gnuplot>.*|.*warning.*|QStandardPaths.*|.*frames in animation sequence)",
      std::regex::icase);
  std::istringstream lines(file_text(complaints_));
  for (std::string line; std::getline(lines, line);) {
    if (!std::regex_match(line, noise)) return line.substr(line.find_first_not_of(" \t"));
  }
  return {};
}

/// gnuplot's next line, or nothing from one that has complained and reports no more.
std::string GnuplotProcess::next_report() const {
  constexpr int kPatienceMilliseconds = 1000;
  pollfd reports{reports_, POLLIN, 0};
  std::string line;
  for (char c = 0; c != '\n'; line += c) {
    while (poll(&reports, 1, kPatienceMilliseconds) == 0) {
      if (!complaint().empty()) return {};
    }
    if (read(reports_, &c, 1) != 1) return {};
  }
  return line.substr(0, line.size() - 1);
}

std::string gnuplot_value(const std::string& expression) {
  const fs::path folder = make_work_folder();
  const int status =
      std::system(fmt::format("gnuplot -e {} >{} 2>&1", shell_word("print " + expression),
                              shell_word(folder / "value"))
                      .c_str());
  std::string value = file_text(folder / "value");
  fs::remove_all(folder);
  if (status == 0) return value.substr(0, value.find_last_not_of('\n') + 1);
  throw PlotError(
      "gnuplot was not found; on Debian: apt install gnuplot-x11, or gnuplot-nox where there is "
      "no display; --plot none needs no gnuplot");
}

}  // namespace spiral
