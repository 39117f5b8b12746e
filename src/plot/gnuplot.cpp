#include "plot/gnuplot.hpp"

#include <fmt/format.h>
#include <sys/ioctl.h>

#include <algorithm>
#include <cstdlib>
#include <iterator>
#include <memory>
#include <sstream>
#include <utility>

#include "plot/metadata.hpp"
#include "study/progress.hpp"

namespace spiral {

namespace {

// A second, of frames that stand for a tenth.
constexpr int kHeldFrames = 10;

// Of characters.
constexpr int kMinColumns = 40;
constexpr int kMinRows = 11;
constexpr int kMaxRows = 40;

/// What makes a terminal of the figure's size and letters.
std::string terminal_options(const Figure& figure, PlotFormat format) {
  const PlotFormatTraits& each = traits(format);
  const std::string size = format == PlotFormat::pdf
                               ? fmt::format("{:.4g}in,{:.4g}in", figure.width / kUnitsPerInch,
                                             figure.height / kUnitsPerInch)
                               : fmt::format("{:.0f},{:.0f}", figure.width, figure.height);
  return fmt::format("size {} font '{},{:.4g}' {}", size, each.font, figure.font * each.units.font,
                     each.options);
}

/// A place for characters on the terminal behind `stream`.
class TextPlace {
 public:
  TextPlace(std::FILE* stream, GnuplotProcess::Patience patience)
      : stream_(stream), gnuplot_(patience) {}

  ~TextPlace() {
    if (rows_ > 0) print(stream_, fmt::format("\r\033[{}A\033[J", rows_));
  }

  /// As many lines as the figure has rows.
  std::string text(const Figure& figure) {
    gnuplot_.run(fmt::format("set terminal dumb {} size {},{}",
                             is_styled(stream_) ? "ansi256" : "mono", figure.width, figure.height));
    const std::string text = gnuplot_.run_for_output(figure.commands);
    return text.substr(std::min(text.find_first_not_of('\f'), text.size()));
  }

  /// Draws over what was drawn before: the cursor stays below, on a line that others may use.
  void draw(const Figure& figure) {
    std::string lines = text(figure);
    lines.erase(lines.find_last_not_of('\n') + 1);
    const std::string room =
        rows_ > 0 ? "" : std::string(static_cast<std::size_t>(figure.height), '\n');
    rows_ = static_cast<int>(figure.height);
    print(stream_, room + fmt::format("\0337\r\033[{}A", rows_) + lines + "\0338");
  }

 private:
  std::FILE* const stream_;
  GnuplotProcess gnuplot_;
  /// Of what is drawn; 0 before.
  int rows_ = 0;
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

// What gnuplot prints for keys that have no character.
constexpr std::int64_t kLeft = 1008;
constexpr std::int64_t kRight = 1010;
constexpr std::int64_t kPageUp = 1012;
constexpr std::int64_t kPageDown = 1013;

/// How many figures further a key leads.
std::ptrdiff_t step_for_key(std::int64_t key) {
  if (key == 'n' || key == kRight || key == kPageDown) return 1;
  if (key == 'p' || key == kLeft || key == kPageUp) return -1;
  return 0;
}

}  // namespace

TextSize text_size(std::FILE* stream) {
  TextSize text;
  winsize size{};
  if (ioctl(fileno(stream), TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return text;
  text.columns = std::max<int>(size.ws_col, kMinColumns);
  text.rows = std::clamp(size.ws_row - 1, kMinRows, kMaxRows);  // a line of other text stays below
  return text;
}

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
      title_(first.title),
      format_(plan.format),
      is_for_print_(plan.options.style.figure_width.has_value()),
      gnuplot_(plan.options.patience) {
  naming(path_, [&] {
    const std::string use = use_of(path_, plan.options.in_use);
    if (!use.empty()) throw PlotError(use + "; must be another file");
    gnuplot_.run("set terminal " + plan.terminal + " " + terminal_options(first, plan.format));
    gnuplot_.begin_output();
  });
}

void FigureFile::add(const Figure& figure) {
  naming(path_, [&] { gnuplot_.run(figure.commands); });
  commands_ = figure.commands;
}

void FigureFile::hold() {
  naming(path_, [&] {
    for (int i = 0; i < kHeldFrames; ++i) gnuplot_.run(commands_);
  });
}

std::string FigureFile::commit() {
  return naming(path_, [&] {
    std::string file = gnuplot_.take_output();
    file.erase(file.find_last_not_of('\n') + 1);
    // gnuplot does not tell of a file that was cut short.
    if (!file.ends_with(traits(format_).file_end)) {
      throw PlotError("gnuplot did not draw the whole file");
    }
    if (format_ == PlotFormat::svg) file = svg_with_title(std::move(file), title_);
    if (format_ == PlotFormat::svg && is_for_print_) file = svg_in_inches(std::move(file));
    if (format_ == PlotFormat::pdf) file = pdf_with_title(std::move(file), title_);
    write_atomically(path_, file);
    return path_;
  });
}

Window::Window(std::string terminal, const PanelStyle& style, GnuplotProcess::Patience patience)
    : terminal_(std::move(terminal)), gnuplot_(patience) {
  const PanelStyle sized = style.for_columns(2);
  try {
    draw({"training", "training", 2 * sized.side, sized.side, sized.font(),
          "unset border\nunset tics\nunset key\n"
          "set label 'waiting for the first epoch' at screen 0.5, screen 0.5 center\n"
          "plot [0:1] [0:1] NaN\nreset"});
  } catch (const WindowClosed&) {  // already: what is drawn next will tell
  }
}

void Window::draw(const Figure& figure) { show(figure, "nopersist"); }

void Window::keep(const Figure& figure) { show(figure, "persist"); }

void Window::leaf_through(const std::vector<Figure>& figures) {
  if (figures.empty()) return;
  const auto count = static_cast<std::ptrdiff_t>(figures.size());
  std::ptrdiff_t page = count - 1;
  try {
    while (true) {
      show(figures[static_cast<std::size_t>(page)], "nopersist",
           fmt::format(" {} of {}", page + 1, count));
      const std::string printed =
          gnuplot_.run_for_user("pause mouse keypress,close\nprint MOUSE_KEY");
      const std::int64_t key = std::atoll(printed.c_str());
      if (key == 'q') return;
      page = (page + step_for_key(key) + count) % count;
    }
  } catch (const WindowClosed&) {  // the other way to end
  }
}

void Window::show(const Figure& figure, const char* lifetime, const std::string& place) {
  // Said again, it would take back what the user made of the window.
  std::string settings = fmt::format("set terminal {} 0 {} noraise {} title {}\n", terminal_,
                                     terminal_options(figure, PlotFormat::window), lifetime,
                                     gnuplot_string("spiral-exp" + place + ": " + figure.name));
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
