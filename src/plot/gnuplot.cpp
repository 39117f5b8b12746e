#include "plot/gnuplot.hpp"

#include <fmt/format.h>
#include <sys/ioctl.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <iterator>
#include <sstream>

#include "core/text.hpp"
#include "plot/panel.hpp"
#include "study/progress.hpp"

namespace spiral {

namespace {

namespace fs = std::filesystem;

const std::vector<std::string> kWindowTerminals{"qt", "wxt", "x11"};

bool has_display() {
  const auto is_set = [](const char* name) {
    const char* value = std::getenv(name);
    return value != nullptr && *value != '\0';
  };
  return is_set("DISPLAY") || is_set("WAYLAND_DISPLAY");
}

bool contains_any(const std::vector<std::string>& available,
                  const std::vector<std::string>& wanted) {
  return std::find_first_of(available.begin(), available.end(), wanted.begin(), wanted.end()) !=
         available.end();
}

std::string size_option(const Figure& figure) {
  return fmt::format("size {},{}", figure.width, figure.height);
}

std::string file_terminal(const Figure& figure, const std::string& terminal) {
  if (terminal == "pdfcairo") {
    return fmt::format("set terminal pdfcairo size {}in,{}in font 'Sans,8'\n", figure.width / 100.0,
                       figure.height / 100.0);
  }
  const std::string font =
      terminal == "svg" ? " font 'sans-serif,12' background 'white'" : " font 'Sans,9'";
  return "set terminal " + terminal + " " + size_option(figure) + font + "\n";
}

/// A file that was cut short, by a full disk say, lacks its format's last bytes; gnuplot does not
/// tell.
bool is_whole(std::string file) {
  file.erase(file.find_last_not_of('\n') + 1);
  const std::string gif_end("\0;", 2);
  const auto ends = {std::string("IEND\xAE\x42\x60\x82"), std::string("</svg>"),
                     std::string("%%EOF"), gif_end};
  return std::any_of(ends.begin(), ends.end(),
                     [&](const std::string& end) { return file.ends_with(end); });
}

/// Runs `commands` with their output in a file beside `path`, then puts it in its place.
void draw_whole(const std::string& commands, const std::string& path) {
  const std::string part = path + ".part";
  try {
    GnuplotProcess().run("set output " + gnuplot_string(part) + "\n" + commands + "\nset output\n");
    if (!is_whole(gnuplot_output(part))) {
      throw PlotError("gnuplot could not write the whole file; is the disk full?");
    }
    fs::rename(part, path);
  } catch (const std::runtime_error& error) {
    std::error_code ignored;
    fs::remove(part, ignored);
    throw PlotError(path + ": " + error.what());
  }
}

}  // namespace

std::vector<std::string> gnuplot_terminals() {
  std::istringstream words(gnuplot_value("GPVAL_TERMINALS"));
  return {std::istream_iterator<std::string>(words), {}};
}

PlotFormat default_format(const std::vector<std::string>& available) {
  return has_display() && contains_any(available, kWindowTerminals) ? PlotFormat::window
                                                                    : PlotFormat::png;
}

std::string choose_terminal(PlotFormat format, const std::vector<std::string>& available) {
  const auto first_of = [&](const std::vector<std::string>& wanted) {
    for (const std::string& name : wanted) {
      if (std::find(available.begin(), available.end(), name) != available.end()) return name;
    }
    throw PlotError("this gnuplot has no terminal " + list_words(wanted, "or"));
  };
  switch (format) {
    case PlotFormat::window:
      if (!has_display()) {
        throw PlotError("--plot window: there is no display; DISPLAY names one");
      }
      return first_of(kWindowTerminals);
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
  draw_whole(file_terminal(figure, terminal) + figure.commands, path);
}

void draw_animation(const std::vector<Figure>& frames, const std::string& path) {
  std::string commands =
      "set terminal gif animate delay 10 loop 0 optimize " + size_option(frames.front()) + "\n";
  for (const Figure& frame : frames) commands += frame.commands;
  draw_whole(commands, path);
}

Window::Window(std::string terminal, WindowLife life)
    : terminal_(std::move(terminal)), life_(life) {}

void Window::draw(const Figure& figure) {
  std::string commands;
  if (!is_open_) {
    commands = fmt::format("{}set terminal {} {} noraise {} title {}\n", kTellWhenClosed, terminal_,
                           size_option(figure), life_ == WindowLife::until_closed ? "persist" : "",
                           gnuplot_string("spiral-exp: " + figure.name));
  }
  gnuplot_.run(commands + figure.commands);
  is_open_ = true;
}

TextSize text_size(std::FILE* stream) {
  winsize size{};
  if (ioctl(fileno(stream), TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return {100, 30, false};
  return {size.ws_col, std::clamp(size.ws_row - 1, 10, 40), is_styled(stream)};
}

TextCanvas::TextCanvas(TextSize size) : size_(size) {}

std::string TextCanvas::draw(const Figure& figure) {
  const std::string text = gnuplot_.run_for_text(fmt::format("set terminal dumb {} size {},{}\n",
                                                             size_.colour ? "ansi256" : "mono",
                                                             size_.columns, size_.rows) +
                                                 figure.commands);
  return text.substr(text.find_first_not_of("\f"));
}

}  // namespace spiral
