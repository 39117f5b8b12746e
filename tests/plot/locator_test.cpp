#include "plot/locator.hpp"

#include <algorithm>

#include "support/catch.hpp"

using namespace spiral;

namespace {

std::vector<std::string> labels(double low, double high, double bins) {
  std::vector<std::string> found;
  for (const Tick& tick : axis_ticks(low, high, bins)) found.push_back(tick.label);
  return found;
}

void check_values(double low, double high, double bins, const std::vector<double>& expected) {
  INFO(low << " to " << high);
  const auto ticks = axis_ticks(low, high, bins);
  REQUIRE(ticks.size() == expected.size());
  for (std::size_t i = 0; i < ticks.size(); ++i) {
    CHECK(ticks[i].value == Approx(expected[i]).margin(1e-12));
  }
}

using Labels = std::vector<std::string>;

}  // namespace

TEST_CASE("an axis has its marks where Matplotlib sets them", "[plot]") {
  // Matplotlib 3.6.3: MaxNLocator(bins, steps=[1, 2, 2.5, 5, 10]).tick_values(low, high)
  check_values(-11.8, 12.1, 6, {-10, -5, 0, 5, 10});
  check_values(-8.9, 9.2, 9, {-7.5, -5, -2.5, 0, 2.5, 5, 7.5});
  check_values(0, .256, 9, {0, .05, .1, .15, .2, .25});
  check_values(-5, 105, 6, {0, 20, 40, 60, 80, 100});
  check_values(.9, 1.1, 9, {.9, .925, .95, .975, 1, 1.025, 1.05, 1.075, 1.1});
  check_values(1230, 1262, 4, {1230, 1240, 1250, 1260});
  check_values(-.004, .0021, 6, {-.004, -.002, 0, .002});
}

TEST_CASE("all labels of an axis have as many decimals, and a real minus sign", "[plot]") {
  CHECK(labels(-8.9, 9.2, 9) == Labels{"−7.5", "−5.0", "−2.5", "0.0", "2.5", "5.0", "7.5"});
  CHECK(labels(0, .256, 9) == Labels{"0.00", "0.05", "0.10", "0.15", "0.20", "0.25"});
  CHECK(labels(-11.8, 12.1, 6) == Labels{"−10", "−5", "0", "5", "10"});
}

TEST_CASE("numbers too long for a label have an exponent, and digits to tell them apart",
          "[plot]") {
  CHECK(labels(0, 4e7, 4) == Labels{"0", "1e+07", "2e+07", "3e+07", "4e+07"});
  CHECK(labels(0, 2e-8, 2) == Labels{"0", "1e-08", "2e-08"});
  CHECK(labels(1e6, 1e6 + 4, 4) == Labels{"1000000", "1000001", "1000002", "1000003", "1000004"});
  CHECK(labels(.25, .25004, 4) == Labels{"0.25000", "0.25001", "0.25002", "0.25003", "0.25004"});
}

TEST_CASE("an axis has no more marks than there is room for", "[plot]") {
  for (const double bins : {1., 2., 3.5, 6., 9., 40.}) {
    INFO(bins);
    CHECK(static_cast<double>(axis_ticks(-11.8, 12.1, bins).size()) <= std::min(bins, 9.) + 1);
  }
}
