// Figures of characters, drawn by gnuplot.
#include "plot/text_figure.hpp"

#include <fmt/format.h>

#include <cmath>
#include <cstdlib>
#include <sstream>

#include "plot/gnuplot_process.hpp"
#include "support/catch.hpp"

using namespace spiral;

namespace {

/// The class changes at x = 0; a point of each class beside it.
PredictionMap halves() {
  PredictionMap map{
      .real = {{-5, 0, 0}, {5, 0, 1}},
      .predicted = {0, 1},
      .accuracy = 1,
      .grid = {.x_min = -10, .y_min = -8, .step = .3, .columns = 68, .rows = 55, .values = {}}};
  for (std::int64_t row = 0; row < map.grid.rows; ++row) {
    for (std::int64_t column = 0; column < map.grid.columns; ++column) {
      map.grid.values.push_back(-10 + .3 * static_cast<double>(column) > 0 ? 1 : 0);
    }
  }
  return map;
}

std::vector<std::string> drawn(const TextSize& size) {
  const Figure figure =
      text_figure("activation: relu, epoch 2 of 20, seed 3", {.5, .25}, 20, halves(), size);
  GnuplotProcess gnuplot(std::chrono::minutes(1));
  gnuplot.run(fmt::format("set terminal dumb mono size {},{}", size.columns, size.rows));
  std::istringstream text(gnuplot.run_for_output(figure.commands));
  std::vector<std::string> lines;
  for (std::string line; std::getline(text, line);) {
    std::erase(line, '\f');  // between pages
    lines.push_back(line);
  }
  return lines;
}

std::string joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

}  // namespace

TEST_CASE("a figure of characters has no stripes, is whole and fits, at every size", "[plot]") {
  for (const TextSize size : {TextSize{40, 11}, {60, 15}, {80, 23}, {120, 33}, {200, 40}}) {
    const auto lines = drawn(size);
    const std::string text = joined(lines);
    INFO(size.columns << " by " << size.rows << "\n" << text);
    CHECK_THAT(text, ContainsSubstring("activation: relu, epoch 2 of 20, seed 3"));
    CHECK_THAT(text, ContainsSubstring("decision boundary, Acc: 100.00%"));
    CHECK_THAT(text, ContainsSubstring("x class 1, o class 0, . likely 1"));
    int dotted = 0;
    for (const std::string& line : lines) {
      CHECK(line.size() <= static_cast<std::size_t>(size.columns));
      const auto first = line.find("..");
      const auto last = line.rfind("..");
      if (first == std::string::npos) continue;
      ++dotted;
      CHECK(line.substr(first, last - first).find(' ') == std::string::npos);
    }
    CHECK(dotted >= size.rows - 8);
  }
}

TEST_CASE("a curve stands beside the boundary where both have room", "[plot]") {
  CHECK_THAT(joined(drawn({80, 23})), ContainsSubstring("Train error"));
  CHECK_THAT(joined(drawn({60, 23})), !ContainsSubstring("Train error"));
}
