#include "plot/gnuplot.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <gnuplot-iostream.h>
#include <poll.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <regex>
#include <sstream>
#include <utility>

#include "plot/panel.hpp"
#include "study/progress.hpp"

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

/// Starts a gnuplot, feeds it and waits for it; a gnuplot that dies is an exception, never a
/// SIGPIPE. For one thread at a time. gnuplot reads its commands from a pipe, complains into a file
/// and reports through a named pipe: it never waits for a reader while its reader waits for it.
class GnuplotProcess {
 public:
  // Once the folder is there, the destructor removes it, whatever else fails here.
  GnuplotProcess() : GnuplotProcess(make_work_folder()) {
    if (mkfifo(reports_path_.c_str(), S_IRUSR | S_IWUSR) != 0) {
      throw PlotError("no named pipe in " + reports_path_.string());
    }
    // Open for both ways, so that neither side waits for the other to open it.
    reports_ = open(reports_path_.c_str(), O_RDWR | O_CLOEXEC);
    const NoSigpipe no_sigpipe;
    // Whatever the user set up for gnuplot, in ~/.gnuplot or GNUTERM, is not for these figures.
    gnuplot_ = std::make_unique<Gnuplot>(fmt::format(
        "unset GNUTERM; exec 3<&0 >/dev/null 2>{}; gnuplot --default-settings <&3 3<&- & "
        "echo $! >{reports}; wait; echo ended >{reports}",
        shell_word(complaints_), fmt::arg("reports", shell_word(reports_path_))));
    gnuplot_pid_ = std::stoi(next_report());
    *gnuplot_ << "set print " << gnuplot_string(reports_path_) << "\n";
  }

  ~GnuplotProcess() {
    {
      const NoSigpipe no_sigpipe;
      gnuplot_.reset();
    }
    close(reports_);
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
  }

  /// Returns when gnuplot has done all of `commands`.
  /// Throws: PlotError with gnuplot's own words where it refused one, or where it ended;
  /// WindowClosed.
  void run(const std::string& commands) {
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

  /// Likewise; returns what `commands` drew into the file `path`, or into one that is not kept.
  std::string run_for_output(const std::string& commands, std::string path = {}) {
    if (path.empty()) path = folder_ / "output";
    run("set output " + gnuplot_string(path) + "\n" + commands + "\nset output");
    return file_text(path);
  }

 private:
  explicit GnuplotProcess(fs::path folder) : folder_(std::move(folder)) {}

  /// The first line of gnuplot's complaints that tells what is wrong: its exit status stays 0
  /// whatever it refuses. Lines that only warn, or show where in its input it was, do not tell.
  std::string complaint() const {
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
  std::string next_report() const {
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

  const fs::path folder_;
  const fs::path complaints_ = folder_ / "complaints";
  const fs::path reports_path_ = folder_ / "reports";
  int reports_ = -1;
  pid_t gnuplot_pid_ = 0;
  std::unique_ptr<Gnuplot> gnuplot_;
};

std::string file_terminal(const Figure& figure, const PlotPlan& plan) {
  const std::string size =
      plan.format == PlotFormat::pdf
          ? fmt::format("{}in,{}in", figure.width / 100.0, figure.height / 100.0)
          : fmt::format("{},{}", figure.width, figure.height);
  return fmt::format("set terminal {} size {} {}\n", plan.terminal, size,
                     traits(plan.format).style);
}

class Window {
 public:
  explicit Window(std::string terminal) : terminal_(std::move(terminal)) {}

  void draw(const Figure& figure) {
    std::string commands;
    if (!is_open_) {
      // A gnuplot without windows does not know "bind"; it is not asked to draw in one.
      commands = fmt::format(
          "bind Close \"print 'closed'; exit gnuplot\"\n"
          "set terminal {} size {},{} noraise title {}\n",
          terminal_, figure.width, figure.height, gnuplot_string("spiral-exp: " + figure.name));
    }
    gnuplot_.run(commands + figure.commands);
    is_open_ = true;
  }

 private:
  const std::string terminal_;
  GnuplotProcess gnuplot_;
  bool is_open_ = false;
};

/// A place for characters on the terminal behind `stream`.
class TextPlace {
 public:
  explicit TextPlace(std::FILE* stream) : stream_(stream) {
    winsize size{};
    if (ioctl(fileno(stream), TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return;
    columns_ = size.ws_col;
    rows_ = std::clamp(size.ws_row - 1, 10, 40);  // a line of other text stays below
    has_colour_ = is_styled(stream);
  }

  ~TextPlace() {
    if (is_begun_) print(stream_, fmt::format("\r\033[{}A\033[J", rows_));
  }

  /// As many lines as the place has rows.
  std::string text(const Figure& figure) {
    const std::string text =
        gnuplot_.run_for_output(fmt::format("set terminal dumb {} size {},{}\n",
                                            has_colour_ ? "ansi256" : "mono", columns_, rows_) +
                                figure.commands);
    return text.substr(text.find_first_not_of('\f'));
  }

  /// Draws over what was drawn before: the cursor stays below, on a line that others may use.
  void draw(const Figure& figure) {
    std::string lines = text(figure);
    lines.erase(lines.find_last_not_of('\n') + 1);
    const std::string room = is_begun_ ? "" : std::string(static_cast<std::size_t>(rows_), '\n');
    is_begun_ = true;
    print(stream_, room + fmt::format("\0337\r\033[{}A", rows_) + lines + "\0338");
  }

 private:
  std::FILE* const stream_;
  // Where `stream_` is no terminal:
  int columns_ = 100;
  int rows_ = 30;
  bool has_colour_ = false;
  GnuplotProcess gnuplot_;
  bool is_begun_ = false;
};

template <class Target>
Canvas canvas(std::shared_ptr<Target> target) {
  return [target = std::move(target)](const Figure& figure) { target->draw(figure); };
}

}  // namespace

std::vector<std::string> gnuplot_terminals() {
  const fs::path folder = make_work_folder();
  const std::string output = folder / "terminals";
  const std::string command =
      "unset GNUTERM; gnuplot -e 'print GPVAL_TERMINALS' -d >" + shell_word(output) + " 2>&1";
  const int status = std::system(command.c_str());
  std::istringstream terminals(file_text(output));
  fs::remove_all(folder);
  if (status == 0) return {std::istream_iterator<std::string>(terminals), {}};
  throw PlotError(
      "gnuplot was not found; on Debian: apt install gnuplot-x11, or gnuplot-nox where there is "
      "no display; --plot none needs no gnuplot");
}

void draw_figure(const Figure& figure, const PlotPlan& plan) {
  if (plan.format == PlotFormat::none || plan.format == PlotFormat::gif) return;
  if (plan.format == PlotFormat::ascii) {
    fmt::print(plan.text_stream, "{}\n", TextPlace(plan.text_stream).text(figure));
  } else if (plan.format == PlotFormat::window) {
    try {
      Window(plan.terminal + " persist").draw(figure);
    } catch (const WindowClosed&) {  // before it was drawn: the user's wish
    }
  } else {
    fmt::print(plan.text_stream, "{}\n", draw_file({figure}, plan));
  }
}

std::string draw_file(const std::vector<Figure>& frames, const PlotPlan& plan) {
  const std::string path = plan.path(frames.front().name);
  const std::string part = path + ".part";
  std::string commands = file_terminal(frames.front(), plan);
  for (const Figure& frame : frames) commands += frame.commands;
  try {
    std::string file = GnuplotProcess().run_for_output(commands, part);
    file.erase(file.find_last_not_of('\n') + 1);
    // gnuplot does not tell of a file that was cut short, by a full disk for example.
    if (!file.ends_with(traits(plan.format).file_end)) {
      throw PlotError("gnuplot could not write the whole file; is the disk full?");
    }
    fs::rename(part, path);
  } catch (const std::runtime_error& error) {
    std::error_code ignored;
    fs::remove(part, ignored);
    throw PlotError(path + ": " + error.what());
  }
  return path;
}

Canvas live_window(const PlotPlan& plan) { return canvas(std::make_shared<Window>(plan.terminal)); }

Canvas live_place(std::FILE* stream) { return canvas(std::make_shared<TextPlace>(stream)); }

}  // namespace spiral
