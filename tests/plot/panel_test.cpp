#include "plot/panel.hpp"

#include <cmath>
#include <cstring>
#include <optional>
#include <vector>

#include "support/catch.hpp"

using namespace spiral;

namespace {

const PredictionMap kMap{.real = {{0, 0, 0}, {1, 2, 1}},
                         .predicted = {1, 1},
                         .accuracy = 0.5,
                         .grid = {.x_min = -1,
                                  .y_min = -2,
                                  .step = 0.5,
                                  .columns = 3,
                                  .rows = 2,
                                  .values = {0, 0.25F, 0.5F, 0.75F, 1, 0.125F}}};

/// The numbers that follow the panel's plot command.
template <class Number>
std::vector<Number> sent_numbers(const std::string& panel, std::size_t count) {
  const std::size_t begin = panel.find('\n', panel.find("plot ")) + 1;
  std::vector<Number> numbers(count);
  REQUIRE(panel.size() >= begin + count * sizeof(Number));
  std::memcpy(numbers.data(), panel.data() + begin, count * sizeof(Number));
  return numbers;
}

}  // namespace

TEST_CASE("no text ends its gnuplot string or runs in it", "[plot]") {
  CHECK(gnuplot_string("3x10/bce") == "'3x10/bce'");
  CHECK(gnuplot_string("it's") == "'it''s'");
  CHECK(gnuplot_string("a\nsystem('x')") == "'a system(''x'')'");
}

TEST_CASE("a convergence panel holds every epoch's error and their range", "[plot]") {
  const std::string panel = convergence_panel("t", {{"relu", {0.5, 0.25, NAN}}}, 20);
  CHECK_THAT(panel, StartsWith("set title 't'\n"));
  CHECK_THAT(panel, ContainsSubstring("set xrange [0.05:20.95]\nset yrange "
                                      "[0.2375:0.5125]\n"));
  CHECK_THAT(panel,
             ContainsSubstring("plot '-' binary record=(3) format='%float64%float64' "
                               "using 1:2 with lines lw 1.5 lc rgb '#1f77b4' title 'relu'\n"));
  const auto sent = sent_numbers<double>(panel, 6);
  CHECK(std::vector(sent.begin(), sent.end() - 1) == std::vector<double>{1, 0.5, 2, 0.25, 3});
  CHECK(std::isnan(sent.back()));
}

TEST_CASE("a legend appears with a second curve", "[plot]") {
  const std::string two = convergence_panel("t", {{"a", {1}}, {"b", {2}}}, 1);
  CHECK_THAT(two, ContainsSubstring("set key inside right top"));
  CHECK(sent_numbers<double>(two, 4) == std::vector<double>{1, 1, 1, 2});
  CHECK_THAT(convergence_panel("t", {{"a", {1}}}, 1),
             !ContainsSubstring("set key inside right top"));
}

TEST_CASE("a curve that is NaN throughout still has a range", "[plot]") {
  CHECK_THAT(convergence_panel("t", {{"a", {NAN}}}, 1),
             ContainsSubstring("set xrange [0.95:2.05]\nset yrange [0:1]\n"));
}

TEST_CASE("label 1 is red, label 0 blue, and the plane fills its box", "[plot]") {
  const std::string panel = points_panel("t", kMap.real, {});
  CHECK_THAT(panel, ContainsSubstring("set size noratio\n"));
  CHECK_THAT(panel, ContainsSubstring("using 1:2 with points pt 1 ps 0.8 lw 1.2 lc rgb 0xff0000, "
                                      "'-' binary record=(1) format='%float32%float32' using 1:2 "
                                      "with points pt 1 ps 0.8 lw 1.2 lc rgb 0x0000ff\n"));
  CHECK(sent_numbers<float>(panel, 4) == std::vector<float>{1, 2, 0, 0});
}

TEST_CASE("a boundary panel sends the grid, then the points as the model labels them", "[plot]") {
  const std::string panel = boundary_panel("t", kMap, {});
  CHECK_THAT(panel, ContainsSubstring("plot '-' binary array=(3,2) format='%float32' "
                                      "origin=(-1,-2) dx=0.5 dy=0.5 with image, "));
  CHECK_THAT(panel, !ContainsSubstring("0x0000ff"));  // no point is predicted as 0
  CHECK(sent_numbers<float>(panel, 10) ==
        std::vector<float>{0, 0.25F, 0.5F, 0.75F, 1, 0.125F, 0, 0, 1, 2});
}

TEST_CASE("a boundary of characters dots the cells of class 1", "[plot]") {
  const std::string panel = boundary_text_panel("t", kMap);
  CHECK_THAT(panel, ContainsSubstring("with points pt '+' lc rgb 0xff0000"));
  CHECK_THAT(panel, !ContainsSubstring("with points pt 'o'"));
  // First a point outside the picture, then the three cells at 0.5 and above.
  CHECK(sent_numbers<double>(panel, 8) ==
        std::vector<double>{-10, -11, 0, -2, -1, -1.5, -0.5, -1.5});
}

TEST_CASE("a distribution panel has a dot a value and a bar a reference", "[plot]") {
  const std::string panel =
      distribution_panel("t", {{"relu", {50, 75}, 99.8}, {"elu", {30}, std::nullopt}});
  CHECK_THAT(panel, ContainsSubstring("set xtics rotate by -30 ('relu' 0, 'elu' 1)\n"));
  CHECK_THAT(panel, ContainsSubstring("set yrange [30:102]\n"));
  const auto sent = sent_numbers<double>(panel, 8);
  CHECK(std::vector(sent.begin(), sent.begin() + 2) == std::vector<double>{0, 99.8});
  CHECK(sent[3] == 50);
  CHECK(sent[5] == 75);
  CHECK(sent[2] != sent[4]);
  CHECK(sent[7] == 30);
}

TEST_CASE("a distribution of nothing is still a panel", "[plot]") {
  CHECK_THAT(distribution_panel("t", {{"relu", {}, std::nullopt}}),
             ContainsSubstring("plot NaN\n"));
}

TEST_CASE("a map is drawn in the bands of its values, half transparent over white", "[plot]") {
  // From 0 to 1: 7 bands up to 1.05. 0xc52c4b: (197 + 255) / 2 = 226, (44 + 255) / 2 = 149,
  // (75 + 255) / 2 = 165.
  const std::string panel = boundary_panel("t", kMap, {});
  CHECK_THAT(panel, ContainsSubstring("set palette defined (0 '#e295a5', 1 '#e295a5', 1 '"));
  CHECK_THAT(panel, ContainsSubstring("set cbrange [0:1.05]\n"));
}

TEST_CASE("text, crosses and lines grow with the panel", "[plot]") {
  CHECK_THAT(figure_preamble({.pixels = 800}),
             ContainsSubstring("set termoption fontscale 2.3\nset termoption pointscale 2\n"
                               "set termoption linewidth 2\n"));
  CHECK_THAT(figure_preamble({.pixels = kCharacters}), !ContainsSubstring("termoption fontscale"));
}

TEST_CASE("a plane is drawn in one scale if asked for, unless that left a strip", "[plot]") {
  const auto panel = [](float width) {
    return points_panel("plane", {{0, 0, 0}, {width, 1, 1}}, {.equal_axes = true});
  };
  CHECK_THAT(panel(2), ContainsSubstring("set size ratio -1\n"));
  CHECK_THAT(panel(1000), ContainsSubstring("set size noratio\n"));
  CHECK_THAT(panel(0.001F), ContainsSubstring("set size noratio\n"));
}
