#include "plot/panel.hpp"

#include <cmath>

#include "support/catch.hpp"

using namespace spiral;

namespace {

const Picture kPicture{.real = {{0, 0, 0}, {1, 2, 1}},
                       .predicted = {1, 1},
                       .accuracy = 0.5,
                       .grid = {.x_min = -1,
                                .y_min = -2,
                                .step = 0.5,
                                .columns = 3,
                                .rows = 2,
                                .probability = {0, 0.25F, 0.5F, 0.75F, 1, 0.125F}}};

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t found = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
  return found;
}

}  // namespace

TEST_CASE("no text ends its gnuplot string or runs in it", "[plot]") {
  CHECK(gnuplot_string("3x10/bce") == "'3x10/bce'");
  CHECK(gnuplot_string("it's") == "'it''s'");
  CHECK(gnuplot_string("a\nsystem('x')") == "'a system(''x'')'");
}

TEST_CASE("a convergence panel holds every epoch's error and their range", "[plot]") {
  const std::string panel = convergence_panel("t", {{"relu", {0.5, 0.25, NAN}}});
  CHECK_THAT(panel, StartsWith("$curve0 << EOD\n1 0.5\n2 0.25\n3 NaN\nEOD\nset title 't'\n"));
  CHECK_THAT(panel, ContainsSubstring("set xrange [1:3]\nset yrange [0.2375:0.5125]\n"));
  CHECK_THAT(panel, ContainsSubstring("plot $curve0 using 1:2 with lines lw 1.5 title 'relu'\n"));
}

TEST_CASE("a legend appears with a second curve", "[plot]") {
  CHECK_THAT(convergence_panel("t", {{"a", {1}}, {"b", {2}}}), ContainsSubstring("set key top"));
  CHECK_THAT(convergence_panel("t", {{"a", {1}}}), !ContainsSubstring("set key top"));
}

TEST_CASE("a curve that is NaN throughout still has a range", "[plot]") {
  CHECK_THAT(convergence_panel("t", {{"a", {NAN}}}),
             ContainsSubstring("set xrange [1:2]\nset yrange [0:1]\n"));
}

TEST_CASE("label 1 is red, label 0 blue, and the axes are equal", "[plot]") {
  const std::string panel = points_panel("t", kPicture.real);
  CHECK_THAT(panel, StartsWith("$points << EOD\n0 0 0\n1 2 1\nEOD\n"));
  CHECK_THAT(panel, ContainsSubstring("set size ratio -1\n"));
  CHECK_THAT(panel, ContainsSubstring("($3 == 1 ? 0xff0000 : 0x0000ff)"));
}

TEST_CASE("a boundary panel sends the grid as floats behind its command", "[plot]") {
  const std::string panel = boundary_panel("t", kPicture);
  CHECK_THAT(panel, StartsWith("$points << EOD\n0 0 1\n1 2 1\nEOD\n"));
  CHECK_THAT(panel, ContainsSubstring("plot '-' binary array=(3,2) format='%float32' "
                                      "origin=(-1,-2) dx=0.5 dy=0.5 with image, $points "));
  const std::string sent = panel.substr(panel.size() - 6 * sizeof(float));
  CHECK(std::equal(sent.begin(), sent.end(),
                   reinterpret_cast<const char*>(kPicture.grid.probability.data())));
}

TEST_CASE("a boundary of characters dots the cells of class 1", "[plot]") {
  const std::string panel = boundary_text_panel("t", kPicture);
  CHECK_THAT(panel, StartsWith("$region << EOD\n0 -2\n-1 -1.5\n-0.5 -1.5\n"));
  CHECK(count(panel, "with points pt '+' lc rgb 0xff0000") == 1);
}

TEST_CASE("the map's colours are matplotlib's Spectral over white at one half", "[plot]") {
  // 0x9e0142: (158 + 255) / 2 = 206, (1 + 255) / 2 = 128, (66 + 255) / 2 = 160.
  CHECK_THAT(figure_preamble(), ContainsSubstring("set palette defined (0 '#ce80a0', "));
  CHECK_THAT(figure_preamble(), ContainsSubstring("set cbrange [0:1]\n"));
}
