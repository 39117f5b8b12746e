#include "plot/gnuplot.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gnuplot-iostream.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

#include "plot/panel.hpp"

namespace spiral {

namespace {

namespace fs = std::filesystem;

/// A folder for one gnuplot's files, beside nothing of the user's.
class WorkFolder {
 public:
  WorkFolder() {
    std::string name = fs::temp_directory_path() / "spiral-exp-XXXXXX";
    if (mkdtemp(name.data()) == nullptr) throw PlotError("no folder for temporary files");
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

std::string file_text(const std::string& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

/// A dead gnuplot must not kill whoever writes to it: holds SIGPIPE back from this thread and drops
/// the one that came.
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
  std::istringstream lines(errors);
  for (std::string line; std::getline(lines, line);) {
    const auto begin = line.find_first_not_of(" \t");
    if (begin == std::string::npos || line[begin] == '^') continue;
    if (line.find("warning") != std::string::npos || line.find("Warning") != std::string::npos) {
      continue;
    }
    if (line.starts_with("gnuplot>") || line.ends_with("frames in animation sequence")) continue;
    return line.substr(begin);
  }
  return {};
}

/// Feeds `commands` to a gnuplot of its own. Returns what it printed on standard output.
/// Throws: PlotError where it died or complained.
std::string run_gnuplot(const std::string& commands) {
  const NoSigpipe no_sigpipe;
  const WorkFolder folder;
  bool fed = false;
  {
    // How it ended is told by its last words, below; gnuplot-iostream would only add words of its
    // own.
    Gnuplot gnuplot("gnuplot >" + folder.file("out") + " 2>" + folder.file("err") + " || true");
    gnuplot.write(commands.data(), static_cast<std::streamsize>(commands.size()));
    gnuplot << "\nprint 'end of the figure'\n" << std::flush;
    fed = static_cast<bool>(gnuplot);
  }
  const std::string errors = file_text(folder.file("err"));
  const std::string reason = complaint(errors);
  // print writes to standard error as well: its line is the proof that all was read.
  const bool ended = errors.find("end of the figure") != std::string::npos;
  if (!reason.empty() && reason != "end of the figure") {
    throw PlotError("gnuplot: " + reason);
  }
  if (!fed || !ended) throw PlotError("gnuplot ended before the figure was drawn");
  return file_text(folder.file("out"));
}

std::string size_option(const Figure& figure) {
  return fmt::format("size {},{}", figure.width, figure.height);
}

std::string set_terminal(const Figure& figure, const std::string& terminal) {
  if (terminal == "pdfcairo") {
    return fmt::format("set terminal pdfcairo size {}in,{}in font 'Sans,8'\n", figure.width / 100.0,
                       figure.height / 100.0);
  }
  const std::string font =
      terminal == "svg" ? " font 'sans-serif,12' background 'white'" : " font 'Sans,9'";
  return "set terminal " + terminal + " " + size_option(figure) + font + "\n";
}

/// Runs `commands` with their output in a file beside `path`, then puts it in its place.
void draw_whole(const std::string& commands, const std::string& path) {
  const std::string part = path + ".part";
  try {
    run_gnuplot("set output " + gnuplot_string(part) + "\n" + commands + "\nset output\n");
    std::error_code error;
    if (fs::file_size(part, error) == 0 || error) throw PlotError("gnuplot wrote nothing");
    fs::rename(part, path, error);
    if (error) throw PlotError(error.message());
  } catch (const PlotError& error) {
    std::error_code ignored;
    fs::remove(part, ignored);
    throw PlotError(path + ": " + error.what());
  }
}

}  // namespace

std::vector<std::string> gnuplot_terminals() {
  const NoSigpipe no_sigpipe;
  const WorkFolder folder;
  const std::string command = "gnuplot -e 'print GPVAL_TERMINALS' >" + folder.file("out") + " 2>&1";
  if (std::system(command.c_str()) != 0) {
    throw PlotError(
        "gnuplot was not found; on Debian: apt install gnuplot-nox; --plot none needs no gnuplot");
  }
  std::istringstream words(file_text(folder.file("out")));
  return {std::istream_iterator<std::string>(words), {}};
}

std::string choose_terminal(PlotFormat format, const std::vector<std::string>& available) {
  const auto first_of = [&](std::vector<std::string> wanted) {
    for (const std::string& name : wanted) {
      if (std::find(available.begin(), available.end(), name) != available.end()) return name;
    }
    throw PlotError("this gnuplot has no terminal " + fmt::format("{}", fmt::join(wanted, " or ")));
  };
  switch (format) {
    case PlotFormat::png:
      return first_of({"pngcairo", "png"});
    case PlotFormat::svg:
      return first_of({"svg"});
    case PlotFormat::pdf:
      return first_of({"pdfcairo"});
    case PlotFormat::gif:
      return first_of({"gif"});
    case PlotFormat::ascii:
      return first_of({"dumb"});
    case PlotFormat::none:
      break;
  }
  return {};
}

void draw_file(const Figure& figure, const std::string& terminal, const std::string& path) {
  draw_whole(set_terminal(figure, terminal) + figure.commands, path);
}

void draw_animation(const std::vector<Figure>& frames, const std::string& path) {
  // A GIF has 256 colours for all its frames together, and few of them make it small.
  std::string commands = "set terminal gif animate delay 10 loop 0 optimize " +
                         size_option(frames.front()) + "\n" + figure_preamble() +
                         "set palette maxcolors 32\n";
  for (const Figure& frame : frames) commands += frame.commands;
  draw_whole(commands, path);
}

std::string draw_text(const Figure& figure, int columns, int rows, bool colour) {
  return run_gnuplot(
      fmt::format("set terminal dumb {} size {},{}\n", colour ? "ansi256" : "mono", columns, rows) +
      figure.commands);
}

}  // namespace spiral
