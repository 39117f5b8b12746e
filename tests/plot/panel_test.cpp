#include "plot/panel.hpp"

#include <cmath>
#include <cstring>
#include <vector>

#include "plot/summary_panel.hpp"
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

const PanelStyle kStyle = PanelStyle{}.for_columns(1);

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
  const std::string panel = convergence_panel("t", {{"", {0.5, 0.25, NAN}}}, 20, kStyle).commands;
  CHECK_THAT(panel, ContainsSubstring("set xrange [0.05:20.95]\nset yrange [0.2375:0.5125]\n"));
  CHECK_THAT(panel, ContainsSubstring("unset key\nplot '-' binary record=(3) "
                                      "format='%float64%float64' using 1:2 with lines "));
  const auto sent = sent_numbers<double>(panel, 6);
  CHECK(std::vector(sent.begin(), sent.end() - 1) == std::vector<double>{1, 0.5, 2, 0.25, 3});
  CHECK(std::isnan(sent.back()));
}

TEST_CASE("curves with names have a legend, in the corner where it hides the least", "[plot]") {
  const auto panel = [](const std::vector<double>& errors) {
    return convergence_panel("t", {{"a", errors}, {"b", errors}}, 4, kStyle).commands;
  };
  CHECK_THAT(panel({4, 3, 2, 1}), ContainsSubstring("set key inside right top "));
  CHECK_THAT(panel({1, 2, 3, 4}), ContainsSubstring("set key inside left top "));
  CHECK_THAT(panel({4, 4, 4, 4, 1}), ContainsSubstring("set key inside left bottom "));
  CHECK_THAT(panel({4, 3, 2, 1}), ContainsSubstring("lc rgb 0x1f77b4 title 'a', "));
}

TEST_CASE("a band between the quartiles lies behind the curve", "[plot]") {
  const std::string panel =
      convergence_panel("t", {{"median", {2, 3}, {1, 2}, {3, 4}}}, 2, kStyle).commands;
  CHECK_THAT(panel, ContainsSubstring("set yrange [0.85:4.15]\n"));
  CHECK(panel.find("with filledcurves") < panel.find("with lines"));
  CHECK(sent_numbers<double>(panel, 8) == std::vector<double>{1, 1, 3, 2, 2, 4, 1, 2});
}

TEST_CASE("a curve that is NaN throughout still has a range", "[plot]") {
  CHECK_THAT(convergence_panel("t", {{"a", {NAN}}}, 1, kStyle).commands,
             ContainsSubstring("set xrange [0.95:2.05]\nset yrange [-0.05:0.05]\n"));
}

TEST_CASE("label 1 is red, label 0 blue, and the plane fills its box", "[plot]") {
  CHECK_FALSE(points_panel({"t"}, kMap.real, kStyle).height_to_width);
  const std::string panel = points_panel({"t"}, kMap.real, kStyle).commands;
  CHECK_THAT(panel, ContainsSubstring("points pt 1 ps 1 lw 1.4 lc rgb 0xff0000 title 'class 1'"));
  CHECK_THAT(panel, ContainsSubstring("points pt 1 ps 1 lw 1.4 lc rgb 0x0000ff title 'class 0'"));
  CHECK(sent_numbers<float>(panel, 4) == std::vector<float>{1, 2, 0, 0});
}

TEST_CASE("in the safe palette classes differ in marker and in lightness", "[plot]") {
  const auto luminance = [](unsigned colour) {
    return .299 * (colour >> 16U) + .587 * (colour >> 8U & 0xffU) + .114 * (colour & 0xffU);
  };
  const Palette& palette = safe_palette();
  CHECK(palette.markers[0].type != palette.markers[1].type);
  CHECK(std::abs(luminance(palette.markers[0].colour) - luminance(palette.markers[1].colour)) > 80);
  for (std::size_t i = 1; i < palette.map.size(); ++i) {
    CHECK(luminance(palette.map[i]) > luminance(palette.map[i - 1]));
  }
}

TEST_CASE("a map is drawn in the bands of its values, half transparent over white", "[plot]") {
  // From 0 to 1: 7 bands up to 1.05. 0xc52c4b: (197 + 255) / 2 = 226, (44 + 255) / 2 = 149,
  // (75 + 255) / 2 = 165.
  const std::string panel = boundary_panel({"t"}, kMap, kStyle).commands;
  CHECK_THAT(panel, ContainsSubstring("filledcurves closed fs solid noborder fc rgb 0xe295a5 "
                                      "title '0 to 0.15'"));
}

TEST_CASE("above its map a boundary panel has the points as the model labels them", "[plot]") {
  const std::string panel = boundary_panel({"t"}, kMap, kStyle).commands;
  CHECK_THAT(panel, !ContainsSubstring("title 'class 0'"));  // no point is predicted as 0
  const std::string plot = panel.substr(panel.find("plot "));
  CHECK_THAT(plot.substr(0, plot.find('\n')), EndsWith("title 'class 1'"));
  CHECK_THAT(plot, ContainsSubstring("binary record=(2) format='%float32%float32' using 1:2 with "
                                     "points"));
}

TEST_CASE("a plane is drawn in one scale if asked for, unless that left a strip", "[plot]") {
  const auto panel = [](float width) {
    PanelStyle style = kStyle;
    style.equal_axes = true;
    return points_panel({"plane"}, {{0, 0, 0}, {width, 1, 1}}, style).height_to_width;
  };
  CHECK(panel(2).value() == Approx(.5));
  CHECK_FALSE(panel(1000));
  CHECK_FALSE(panel(0.001F));
}

TEST_CASE("a distribution panel has a dot a value, and the median and the published beside them",
          "[plot]") {
  const std::string panel =
      distribution_panel("t", "x", {{"relu", {50, 76}, 99.5}, {"elu", {30}, std::nullopt}}, kStyle)
          .commands;
  CHECK_THAT(panel, ContainsSubstring("('relu' 0, 'elu' 1)\n"));
  const auto sent = sent_numbers<double>(panel, 12);
  CHECK(sent[1] == 50);
  CHECK(sent[3] == 76);
  CHECK(sent[5] == 30);
  CHECK(sent[7] == 63);
  CHECK(sent[9] == 30);
  CHECK(sent[11] == 99.5);
  // No mark stands where a dot may.
  CHECK(std::abs(sent[0]) <= .25);
  CHECK(sent[6] < -.25);
  CHECK(sent[10] > .25);
}

TEST_CASE("labels below a distribution are turned where they would touch each other", "[plot]") {
  const auto panel = [](std::size_t count) {
    return distribution_panel(
               "t", "x", std::vector<Sample>(count, {"0.001/3x10", {50}, std::nullopt}), kStyle)
        .commands;
  };
  CHECK_THAT(panel(2), ContainsSubstring("set xtics norotate autojustify "));
  CHECK_THAT(panel(20), ContainsSubstring("set xtics rotate by 90 right "));
}

TEST_CASE("a distribution of nothing is still a panel", "[plot]") {
  CHECK_THAT(distribution_panel("t", "x", {{"relu", {}, std::nullopt}}, kStyle).commands,
             ContainsSubstring("plot NaN\n"));
}

TEST_CASE("a heat map has a number in each cell that has room for it", "[plot]") {
  const HeatMap map{"epochs", {"5", "7"}, "noise", {"0", "1"}, {50, 75, NAN, 99.96}};
  const std::string panel = heat_map_panel("t", map, kStyle).commands;
  CHECK_THAT(panel, ContainsSubstring("set label '75.0' at 1, 0 center "));
  CHECK_THAT(panel, ContainsSubstring("set label 'NaN' at 0, 1 center "));
  CHECK_THAT(panel, ContainsSubstring("set label '100.0' at 1, 1 center "));
  CHECK_THAT(panel, ContainsSubstring("binary array=(2,2) "));
  const HeatMap fine{
      "epochs", std::vector<std::string>(40, "5"), "noise", {"0"}, std::vector<double>(40, 50)};
  CHECK_THAT(heat_map_panel("t", fine, kStyle).commands, !ContainsSubstring("set label"));
}
