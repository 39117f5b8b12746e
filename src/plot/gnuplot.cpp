#include "plot/gnuplot.hpp"

#include <fmt/format.h>
#include <sys/ioctl.h>

#include <algorithm>
#include <iterator>
#include <memory>
#include <sstream>
#include <utility>

#include "plot/panel.hpp"
#include "study/progress.hpp"

namespace spiral {

namespace {

std::string file_terminal(const Figure& figure, const PlotPlan& plan) {
  const std::string size =
      plan.format == PlotFormat::pdf
          ? fmt::format("{}in,{}in", figure.width / 100.0, figure.height / 100.0)
          : fmt::format("{},{}", figure.width, figure.height);
  return fmt::format("set terminal {} size {} {}", plan.terminal, size, traits(plan.format).style);
}

/// A place for characters on the terminal behind `stream`.
class TextPlace {
 public:
  TextPlace(std::FILE* stream, GnuplotProcess::Patience patience)
      : stream_(stream), gnuplot_(patience) {
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
    gnuplot_.run(fmt::format("set terminal dumb {} size {},{}", has_colour_ ? "ansi256" : "mono",
                             columns_, rows_));
    const std::string text = gnuplot_.run_for_output(figure.commands);
    return text.substr(std::min(text.find_first_not_of('\f'), text.size()));
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

/// Calls `work`, and puts the figure's or the file's name before what it throws.
template <class Work>
auto naming(const std::string& name, const Work& work) {
  try {
    return work();
  } catch (const WindowClosed&) {
    throw;
  } catch (const std::runtime_error& error) {
    throw PlotError(name + ": " + error.what());
  }
}

}  // namespace

std::vector<std::string> gnuplot_terminals(GnuplotProcess::Patience patience) {
  std::istringstream terminals(GnuplotProcess(patience).run("print GPVAL_TERMINALS"));
  return {std::istream_iterator<std::string>(terminals), {}};
}

void draw_figure(const Figure& figure, const PlotPlan& plan) {
  switch (plan.format) {
    case PlotFormat::none:
    case PlotFormat::gif:
      return;
    case PlotFormat::ascii:
      return naming(figure.name, [&] {
        fmt::print(plan.text_stream, "{}\n",
                   TextPlace(plan.text_stream, plan.options.patience).text(figure));
      });
    case PlotFormat::window:
      return naming(figure.name, [&] { plan.window->keep(figure); });
    default:
      FigureFile file(figure, plan);
      file.add(figure);
      fmt::print(plan.text_stream, "{}\n", file.commit());
  }
}

FigureFile::FigureFile(const Figure& first, const PlotPlan& plan)
    : path_(plan.path(first.name)),
      end_(traits(plan.format).file_end),
      gnuplot_(plan.options.patience) {
  naming(path_, [&] {
    const std::string use = use_of(path_, plan.options.in_use);
    if (!use.empty()) throw PlotError(use + "; must be another file");
    gnuplot_.run(file_terminal(first, plan));
    gnuplot_.begin_output();
  });
}

void FigureFile::add(const Figure& figure) {
  naming(path_, [&] { gnuplot_.run(figure.commands); });
}

std::string FigureFile::commit() {
  return naming(path_, [&] {
    std::string file = gnuplot_.take_output();
    file.erase(file.find_last_not_of('\n') + 1);
    // gnuplot does not tell of a file that was cut short.
    if (!file.ends_with(end_)) throw PlotError("gnuplot did not draw the whole file");
    write_atomically(path_, file);
    return path_;
  });
}

Window::Window(std::string terminal, int side, GnuplotProcess::Patience patience)
    : terminal_(std::move(terminal)), gnuplot_(patience) {
  try {
    draw({"training", 2 * side, side,
          "unset border\nunset tics\nunset key\n"
          "set label 'waiting for the first epoch' at screen 0.5, screen 0.5 center\n"
          "plot [0:1] [0:1] NaN\nreset"});
  } catch (const WindowClosed&) {  // already: what is drawn next will tell
  }
}

void Window::draw(const Figure& figure) { show(figure, "nopersist"); }

void Window::keep(const Figure& figure) {
  show(figure, "persist");
  ++number_;
}

void Window::show(const Figure& figure, const char* lifetime) {
  // Said again, it would take back what the user made of the window.
  std::string settings = fmt::format("set terminal {} {} size {},{} noraise {} title {}\n",
                                     terminal_, number_, figure.width, figure.height, lifetime,
                                     gnuplot_string("spiral-exp: " + figure.name));
  if (settings == settings_) settings.clear();
  gnuplot_.run("bind Close \"print 'closed'; exit gnuplot\"\n" + settings + figure.commands);
  if (!settings.empty()) settings_ = settings;
}

Canvas live_place(std::FILE* stream, GnuplotProcess::Patience patience) {
  return [place = std::make_shared<TextPlace>(stream, patience)](const Figure& figure) {
    place->draw(figure);
  };
}

}  // namespace spiral
