#include "plot/gnuplot.hpp"

#include <fmt/format.h>
#include <sys/ioctl.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <utility>

#include "plot/panel.hpp"
#include "study/progress.hpp"

namespace spiral {

namespace {

namespace fs = std::filesystem;

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
  /// `life` is gnuplot's "persist", or nothing.
  Window(std::string terminal, std::string life)
      : terminal_(std::move(terminal)), life_(std::move(life)) {}

  void draw(const Figure& figure) {
    std::string commands;
    if (!is_open_) {
      commands = fmt::format("{}set terminal {} size {},{} noraise {} title {}\n", kTellWhenClosed,
                             terminal_, figure.width, figure.height, life_,
                             gnuplot_string("spiral-exp: " + figure.name));
    }
    gnuplot_.run(commands + figure.commands);
    is_open_ = true;
  }

 private:
  const std::string terminal_;
  const std::string life_;
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
  TextPlace(const TextPlace&) = delete;
  TextPlace& operator=(const TextPlace&) = delete;
  ~TextPlace() {
    if (is_begun_) print(stream_, fmt::format("\r\033[{}A\033[J", rows_));
  }

  /// As many lines as the place has rows.
  std::string text(const Figure& figure) {
    const std::string text =
        gnuplot_.run_for_output(fmt::format("set terminal dumb {} size {},{}\n",
                                            has_colour_ ? "ansi256" : "mono", columns_, rows_) +
                                figure.commands);
    return text.substr(text.find_first_not_of("\f"));
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

void draw_figure(const Figure& figure, const PlotPlan& plan) {
  if (plan.format == PlotFormat::none || plan.format == PlotFormat::gif) return;
  if (plan.format == PlotFormat::ascii) {
    fmt::print(plan.text_stream, "{}\n", TextPlace(plan.text_stream).text(figure));
  } else if (plan.format == PlotFormat::window) {
    try {
      Window(plan.terminal, "persist").draw(figure);
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

Canvas live_window(const PlotPlan& plan) {
  return canvas(std::make_shared<Window>(plan.terminal, ""));
}

Canvas live_place(std::FILE* stream) { return canvas(std::make_shared<TextPlace>(stream)); }

}  // namespace spiral
