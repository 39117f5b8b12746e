#include "report/svg.hpp"

#include <limits>

#include "support/catch.hpp"

using namespace spiral;

namespace {

/// A square of 11 by 11 points where `of(column, row)` is the probability.
template <class Of>
ProbabilityGrid grid_of(Of of) {
  ProbabilityGrid grid{
      .x_min = -5, .y_min = -5, .step = 1, .columns = 11, .rows = 11, .values = {}};
  for (int row = 0; row < 11; ++row) {
    for (int column = 0; column < 11; ++column) {
      grid.values.push_back(static_cast<float>(of(column, row)));
    }
  }
  return grid;
}

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t found = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
  return found;
}

}  // namespace

TEST_CASE("a region reaches to the tile's edges", "[svg]") {
  const auto everywhere = grid_of([](int, int) { return 1.0; });
  const std::string sheet = boundary_sheet("All", {{"one", {{"all", "", everywhere}}}});
  // Beyond the tile on every side, where the inner picture cuts it off.
  CHECK(count(sheet, "class=\"one\" d=\"M") == 1);
  CHECK_THAT(sheet, Matches("[^]*class=\"one\" d=\"M\\d+ 2\\d\\d[^]*"));
}

TEST_CASE("a model that is undecided everywhere has a pale tile", "[svg]") {
  const auto undecided = grid_of([](int, int) { return 0.6; });
  const std::string sheet = boundary_sheet("Pale", {{"one", {{"pale", "", undecided}}}});
  CHECK(count(sheet, "class=\"unsure-one\" d=") == 1);
  CHECK(count(sheet, "class=\"one\" d=") == 0);
}

TEST_CASE("a model that diverged has an empty tile", "[svg]") {
  const auto lost = grid_of([](int, int) { return std::numeric_limits<double>::quiet_NaN(); });
  CHECK(count(boundary_sheet("Lost", {{"one", {{"lost", "", lost}}}}), "<path") == 0);
}

TEST_CASE("a sheet has a tile a seed and a label a case", "[svg]") {
  const auto grid = grid_of([](int column, int) { return column / 10.0; });
  const std::string sheet = boundary_sheet(
      "Two & three",
      {{"a<b", {{"worst", "seed 1", grid}, {"best", "", grid}}}, {"c", {{"only", "", grid}}}});
  CHECK(count(sheet, "class=\"zero\"") == 3);
  CHECK_THAT(sheet, ContainsSubstring("<title>Two &amp; three</title>"));
  CHECK_THAT(sheet, ContainsSubstring(">a&lt;b</text>"));
  CHECK_THAT(sheet, ContainsSubstring(">worst</text>") && ContainsSubstring(">seed 1</text>") &&
                        ContainsSubstring(">only</text>"));
}

TEST_CASE("a strip plot tells in words what it shows", "[svg]") {
  const std::string strip = strip_plot({55, 90, 95.5}, 99.9);
  CHECK_THAT(strip, ContainsSubstring("<title>3 seeds from 55.00 to 95.50 %, median 90.00 %; "
                                      "published 99.90 %</title>"));
  CHECK(count(strip, "h0") == 3);
  CHECK(count(strip, "class=\"published\"") == 1);
  CHECK(count(strip_plot({55}, std::nullopt), "class=\"published\"") == 0);
}

TEST_CASE("what lies below the strip's scale is drawn at its end", "[svg]") {
  CHECK_THAT(strip_plot({0}, std::nullopt), ContainsSubstring("d=\"M4 4h0\""));
  CHECK_THAT(strip_plot({70}, std::nullopt), ContainsSubstring("d=\"M90 4h0\""));
}
