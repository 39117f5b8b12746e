#include "report/boundary_svg.hpp"

#include <limits>

#include "support/catch.hpp"

using namespace spiral;

namespace {

/// A square of 11 by 11 points where `of(column, row)` is the probability.
template <class Of>
PredictionMap map_of(Of of) {
  ProbabilityGrid grid{
      .x_min = -5, .y_min = -5, .step = 1, .columns = 11, .rows = 11, .values = {}};
  for (int row = 0; row < 11; ++row) {
    for (int column = 0; column < 11; ++column) {
      grid.values.push_back(static_cast<float>(of(column, row)));
    }
  }
  return {.real = {{0, 0, 1}, {1, 1, 1}, {1, 1, 1}, {1, 1, 1}, {-3, -3, 0}},
          .predicted = {},
          .accuracy = 1,
          .grid = grid};
}

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t found = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
  return found;
}

}  // namespace

TEST_CASE("a region reaches to the tile's edges", "[svg]") {
  const auto everywhere = map_of([](int, int) { return 1.0; });
  const std::string sheet = boundary_sheet("All", {{"one", {{"all", "", everywhere}}}});
  // Beyond the tile on every side, where the inner picture cuts it off.
  CHECK(count(sheet, "class=\"one\" d=\"M") == 1);
  CHECK_THAT(sheet, Matches("[^]*class=\"one\" d=\"M\\d+ 2\\d\\d[^]*"));
}

TEST_CASE("a model that is undecided everywhere has a pale tile", "[svg]") {
  const auto undecided = map_of([](int, int) { return 0.6; });
  const std::string sheet = boundary_sheet("Pale", {{"one", {{"pale", "", undecided}}}});
  CHECK(count(sheet, "class=\"unsure-one\" d=") == 1);
  CHECK(count(sheet, "class=\"one\" d=") == 0);
}

TEST_CASE("a model that diverged has an empty tile", "[svg]") {
  const auto lost = map_of([](int, int) { return std::numeric_limits<double>::quiet_NaN(); });
  const std::string sheet = boundary_sheet("Lost", {{"one", {{"lost", "", lost}}}});
  CHECK(count(sheet, "class=\"one\"") + count(sheet, "class=\"line\"") == 0);
}

TEST_CASE("a sheet has a tile a seed and a label a case", "[svg]") {
  const auto grid = map_of([](int column, int) { return column / 10.0; });
  const std::string sheet = boundary_sheet(
      "Two & three",
      {{"a<b", {{"worst", "seed 1", grid}, {"best", "", grid}}}, {"c", {{"only", "", grid}}}});
  CHECK(count(sheet, "class=\"zero\"") == 3);
  CHECK_THAT(sheet, ContainsSubstring("<title>Two &amp; three</title>"));
  CHECK_THAT(sheet, ContainsSubstring(">a&lt;b</text>"));
  CHECK_THAT(sheet, ContainsSubstring(">worst</text>") && ContainsSubstring(">seed 1</text>") &&
                        ContainsSubstring(">only</text>"));
}

TEST_CASE("the line of probability 0.5 is drawn", "[svg]") {
  const auto half = map_of([](int column, int) { return column < 5 ? 0. : 1.; });
  CHECK(count(boundary_picture({"", "", half}), "class=\"line\"") == 1);
}

TEST_CASE("every fourth validation point lies on a boundary, by its label", "[svg]") {
  const auto map = map_of([](int, int) { return 0.; });
  const std::string picture = boundary_picture({"best", "seed 1", map});
  // (0, 0) and (-3, -3) of a plane from -5 to 5.
  CHECK_THAT(picture, ContainsSubstring("class=\"dot1\" d=\"M100 100h0\""));
  CHECK_THAT(picture, ContainsSubstring("class=\"dot0\" d=\"M40 160h0\""));
  CHECK_THAT(picture, ContainsSubstring("<title>best, seed 1</title>"));
}
