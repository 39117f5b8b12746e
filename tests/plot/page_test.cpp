// Where panels and their text stand on a page, from the commands alone.
#include "plot/page.hpp"

#include <algorithm>
#include <regex>

#include "support/catch.hpp"

using namespace spiral;

namespace {

struct Box {
  double left;
  double right;
  double top;
  double bottom;
};

std::vector<Box> boxes(const Figure& figure) {
  const std::regex margins(
      "set lmargin at screen (\\S+)\nset rmargin at screen (\\S+)\n"
      "set tmargin at screen (\\S+)\nset bmargin at screen (\\S+)\n");
  std::vector<Box> found;
  const std::string& text = figure.commands;
  for (std::sregex_iterator i(text.begin(), text.end(), margins), end; i != end; ++i) {
    const auto number = [&](std::size_t group) { return std::stod((*i)[group]); };
    found.push_back({number(1) * figure.width, number(2) * figure.width,
                     (1 - number(3)) * figure.height, (1 - number(4)) * figure.height});
  }
  return found;
}

Panel panel(const std::string& title) {
  return {.title = {title},
          .x_label = "x",
          .y_label = {},
          .commands = "plot NaN\n",
          .left = 3,
          .below = 2};
}

Figure page_of(const std::vector<Panel>& panels, std::size_t columns, PanelStyle style = {}) {
  return make_page("name", "title", panels, style.for_columns(columns));
}

}  // namespace

TEST_CASE("panels in a row share top and bottom, and all boxes have one size", "[plot]") {
  for (const double side : {100., 400., 1000.}) {
    const auto found =
        boxes(page_of({panel("a"), panel("a title that needs two lines of so narrow a panel"),
                       panel("c"), panel("d")},
                      4, {.side = side}));
    REQUIRE(found.size() == 4);
    for (const Box& box : found) {
      CHECK(box.top == Approx(found[0].top).margin(.1));
      CHECK(box.bottom == Approx(found[0].bottom).margin(.1));
      CHECK(box.right - box.left == Approx(found[0].right - found[0].left).margin(.1));
    }
    CHECK(found[1].left > found[0].right);
  }
}

TEST_CASE("four panels stand where Matplotlib's subplots do", "[plot]") {
  // figsize=(16, 4) at 100 pixels per inch: left .125, right .9, wspace .2.
  const auto found = boxes(page_of({panel("a"), panel("b"), panel("c"), panel("d")}, 4));
  CHECK(found.front().left == Approx(200).margin(1));
  CHECK(found.front().right == Approx(469.6).margin(1));
  CHECK(found.back().right == Approx(1440).margin(1));
}

TEST_CASE("a page is as large as its panels", "[plot]") {
  const Figure figure = page_of({panel("a"), panel("b"), panel("c")}, 2, {.side = 250});
  CHECK(figure.width == 500);
  CHECK(figure.height == 500);
}

TEST_CASE("a figure's width for print is the whole figure's, in any number of columns", "[plot]") {
  for (const std::size_t columns : {1U, 2U, 4U}) {
    CHECK(page_of({panel("a")}, columns, {.figure_width = 650}).width == Approx(650));
  }
}

TEST_CASE("letters that are large for their panels make the page higher, not the boxes flat",
          "[plot]") {
  const Figure figure = page_of({panel("a"), panel("b"), panel("c"), panel("d")}, 4,
                                {.figure_width = 650, .font_size = 12.5});
  const Box box = boxes(figure).front();
  CHECK(box.bottom - box.top >= .79 * (box.right - box.left));
  CHECK(figure.font == 12.5);
}

TEST_CASE("letters are at most a twelfth of a panel", "[plot]") {
  CHECK(page_of({panel("a")}, 1, {.side = 120, .font_size = 50}).font == 10);
}

TEST_CASE("a box of a given shape stands in the middle of its place, its title above it",
          "[plot]") {
  Panel flat = panel("flat");
  flat.height_to_width = .5;
  const auto full = boxes(page_of({panel("a")}, 1)).front();
  const auto box = boxes(page_of({flat}, 1)).front();
  CHECK((box.bottom - box.top) / (box.right - box.left) == Approx(.5).epsilon(.01));
  CHECK(box.left == Approx(full.left));
  CHECK(box.top - full.top == Approx(full.bottom - box.bottom).margin(.1));
}

TEST_CASE("a wide panel has a row for itself, from the first box to the last", "[plot]") {
  Panel wide = panel("wide");
  wide.is_wide = true;
  const auto found = boxes(page_of({panel("a"), wide, panel("b"), panel("c")}, 2));
  REQUIRE(found.size() == 4);
  CHECK(found[1].left == Approx(found[0].left));
  CHECK(found[1].right == Approx(found[3].right));
  CHECK(found[1].top > found[0].bottom);
  CHECK(found[2].top > found[1].bottom);
}

TEST_CASE("a title too long for its panel is broken between words, and cut after two lines",
          "[plot]") {
  CHECK(wrapped("short", 10) == "short");
  CHECK(wrapped("decision boundary", 10) == "decision\nboundary");
  CHECK(wrapped("one two three four five", 9) == "one two\nthree fo…");
  CHECK(wrapped("unbreakable", 5) == "unbr…");
  CHECK(wrapped("a\nb c", 2) == "a\nb\nc");
  CHECK(wrapped("größer", 6) == "größer");
}

TEST_CASE("a title's bold end stands behind it, or below where there is no room", "[plot]") {
  Panel bold = panel("prediction results,");
  bold.title.bold = "Acc: 99.90%";
  CHECK_THAT(page_of({bold}, 1).commands,
             ContainsSubstring("'prediction results, '.'{/:Bold Acc: 99.90%}' enhanced at"));
  CHECK_THAT(page_of({bold, bold, bold, bold}, 4, {.side = 100, .font_size = 8}).commands,
             ContainsSubstring("set label '{/:Bold Acc: 99.90%}' enhanced at"));
}
