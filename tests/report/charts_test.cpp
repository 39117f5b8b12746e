#include "report/charts.hpp"

#include "support/catch.hpp"

using namespace spiral;

namespace {

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t found = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
  return found;
}

}  // namespace

TEST_CASE("a strip plot tells in words what it shows, and whose the dots are", "[svg]") {
  const std::string strip = strip_plot({55, 90, 95.5}, {7, 8, 6}, 99.9);
  CHECK_THAT(strip, ContainsSubstring("<title>3 seeds from 55.00 to 95.50 %, median 90.00 %; "
                                      "published 99.90 %</title>"));
  CHECK_THAT(strip, ContainsSubstring("data-accuracies=\"55 90 95.5\" data-seeds=\"7 8 6\""));
  CHECK(count(strip, "h0") == 3);
  CHECK(count(strip, "class=\"published\"") == 1);
  CHECK(count(strip_plot({55}, {0}, std::nullopt), "class=\"published\"") == 0);
}

TEST_CASE("what lies below a strip's scale is drawn at its end", "[svg]") {
  CHECK_THAT(strip_plot({0}, {0}, std::nullopt), ContainsSubstring("d=\"M8 3h0\""));
  CHECK_THAT(strip_plot({70}, {0}, std::nullopt), ContainsSubstring("d=\"M150 3h0\""));
}

TEST_CASE("a range shows an outlier as one", "[svg]") {
  const RangeMarks marks{.range = {60, 80},
                         .quartiles = {65, 70},
                         .median = 68,
                         .published = 99.9,
                         .compatible = false};
  CHECK_THAT(range_plot(marks), ContainsSubstring("class=\"published outlier\"") &&
                                    ContainsSubstring("seeds from 60.0 to 80.0 %"));
}

TEST_CASE("shares that are absent interrupt their line", "[svg]") {
  CHECK(count(share_plot({1, .5, 0}), "L") == 2);
  const std::string broken = share_plot({1, std::nullopt, 0});
  CHECK(count(broken, "L") == 0);
  CHECK(count(broken, "<circle") == 0);
}

TEST_CASE("a bar's parts are as wide as their shares, and named", "[svg]") {
  const std::string bar = stacked_bar({{"data", .25}, {"rest", .75}});
  CHECK_THAT(bar, ContainsSubstring("class=\"part-1\" x=\"0.0\" width=\"100.0\"") &&
                      ContainsSubstring("class=\"part-2\" x=\"100.0\" width=\"300.0\"") &&
                      ContainsSubstring("<title>data 25 %, rest 75 %</title>"));
}

TEST_CASE("what means something in markup is spelt out", "[svg]") {
  CHECK(escape_markup("a<b & \"c\"") == "a&lt;b &amp; &quot;c&quot;");
}
