#include "statistics/number_verdict.hpp"

#include <numeric>

#include "support/catch.hpp"

using namespace spiral;

namespace {

std::vector<double> from_0_to(int last) {
  std::vector<double> values(static_cast<std::size_t>(last) + 1);
  std::iota(values.begin(), values.end(), 0.0);
  return values;
}

}  // namespace

TEST_CASE("a number is compatible unless its rank is among the outer 5 %, itself counted",
          "[statistics]") {
  const auto seeds = from_0_to(99);
  const auto p_value = [&](double published) { return assess_number(published, seeds)->p_value; };
  // Between the second and the third lowest: 3 of 101 up to it, on either side.
  CHECK(p_value(1.5) == Approx(2 * 3 / 101.));
  CHECK(p_value(98.5) == Approx(2 * 2 / 101.));
  CHECK(p_value(-5) == Approx(2 * 1 / 101.));
  CHECK(p_value(50) == Approx(1).margin(.02));
  CHECK(assess_number(1.5, seeds)->as_far == 2);
  CHECK(assess_number(98.5, seeds)->as_far == 1);
  CHECK(assess_number(-5, seeds)->as_far == 0);
  // A tie counts for both sides.
  CHECK(p_value(1) == Approx(2 * 3 / 101.));
}

TEST_CASE("the compatible range ends where verdicts change", "[statistics]") {
  for (const int last : {38, 39, 99, 100, 999}) {
    const auto seeds = from_0_to(last);
    const auto [low, high] = compatible_range(seeds);
    INFO(last);
    CHECK(assess_number(low, seeds)->compatible());
    CHECK(assess_number(high, seeds)->compatible());
    if (last == 38) continue;  // all numbers are
    CHECK_FALSE(assess_number(low - .5, seeds)->compatible());
    CHECK_FALSE(assess_number(high + .5, seeds)->compatible());
  }
}

TEST_CASE("with too few seeds for any outlier there is no verdict", "[statistics]") {
  CHECK_FALSE(assess_number(-1, from_0_to(37)).has_value());
  CHECK(assess_number(-1, from_0_to(38))->compatible());
  CHECK_FALSE(assess_number(-1, from_0_to(39))->compatible());
}

TEST_CASE("how far off a number is counts in the seeds' standard deviations", "[statistics]") {
  // Mean and median 49.5, standard deviation 29.0115.
  CHECK(*assess_number(20.5, from_0_to(99))->deviations == Approx(-1).epsilon(1e-3));
  CHECK_FALSE(assess_number(3, std::vector<double>(50, 3.))->deviations.has_value());
}

TEST_CASE("a number between two heaps of seeds is in a gap", "[statistics]") {
  std::vector<double> seeds(60, 50.);
  seeds.insert(seeds.end(), 60, 99.);
  CHECK(assess_number(75, seeds)->in_gap);
  CHECK(assess_number(75, seeds)->compatible());
  CHECK_FALSE(assess_number(50, seeds)->in_gap);
  CHECK_FALSE(assess_number(101, seeds)->in_gap);
  CHECK_FALSE(assess_number(50.5, from_0_to(99))->in_gap);
}

TEST_CASE("outliers are counted beside those that each seed would have", "[statistics]") {
  // Two numbers that hang together: a seed is an outlier in both or in none. Of 101 seeds the two
  // lowest and the two highest are outliers against the other 100.
  const PublishedNumber number{.published = -10, .of_seeds = from_0_to(100)};
  const auto count = count_outliers({number, number});
  CHECK(count->numbers == 2);
  CHECK(count->outliers == 2);
  CHECK(count->median_of_seeds == 0);
  CHECK(count->seeds_with_as_many == 4);
  CHECK_FALSE(count_outliers({}).has_value());
  CHECK_FALSE(count_outliers({{.published = 1, .of_seeds = from_0_to(38)}}).has_value());
}
