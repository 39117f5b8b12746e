#include "statistics/interval.hpp"

#include <numeric>

#include "support/catch.hpp"

using namespace spiral;

TEST_CASE("a share's interval is Wilson's", "[statistics]") {
  // SciPy 1.10.1: binomtest(successes, trials).proportion_ci(method="wilson")
  const auto check = [](std::size_t successes, std::size_t trials, double low, double high) {
    INFO(successes << " of " << trials);
    const Interval interval = wilson_interval(successes, trials);
    CHECK(interval.low == Approx(low).margin(1e-12));
    CHECK(interval.high == Approx(high).margin(1e-12));
  };
  check(0, 20, 0, 0.16112515805281935);
  check(20, 20, 0.8388748419471808, 1);
  check(7, 10, 0.39677814746114526, 0.892208732593699);
  check(50, 100, 0.4038315303659956, 0.5961684696340044);
  check(950, 1000, 0.9346861797557491, 0.9618697376072511);
}

TEST_CASE("a quantile interpolates between neighbours", "[statistics]") {
  // NumPy 1.24.2: quantile(x, q)
  const std::vector<double> x{50.1, 62.3, 63.2, 70.0, 88.8, 99.9, 100.0};
  CHECK(quantile(x, 0) == 50.1);
  CHECK(quantile(x, .025) == Approx(51.93));
  CHECK(quantile(x, .25) == Approx(62.75));
  CHECK(quantile(x, .5) == 70);
  CHECK(quantile(x, .9) == Approx(99.94));
  CHECK(quantile(x, 1) == 100);
  CHECK(quantile({7}, .3) == 7);
}

TEST_CASE("a median is the middle value, or lies between the middle two", "[statistics]") {
  CHECK(median({1, 2, 9}) == 2);
  CHECK(median({1, 2, 4, 9}) == 3);
}

TEST_CASE("the central 95 % of values are found in any order", "[statistics]") {
  CHECK(central_95({40, 0, 20, 10, 30}) == Interval{1, 39});
}

TEST_CASE("intervals of a family are wider, so that all hold together", "[statistics]") {
  // SciPy 1.10.1: binomtest(50, 100).proportion_ci(1 - .05 / 10, method="wilson")
  const Interval interval = wilson_interval(50, 100, 10);
  CHECK(interval.low == Approx(0.36487108094490234).margin(1e-12));
  CHECK(interval.high == Approx(0.6351289190550977).margin(1e-12));
}

TEST_CASE("a median's interval is the sign test's", "[statistics]") {
  // SciPy 1.10.1: the largest k with binom.cdf(k - 1, n, .5) <= .025, counted from 1.
  const auto of = [](std::size_t n) {
    std::vector<double> y(n);
    std::iota(y.begin(), y.end(), 0.0);
    return median_interval(y);
  };
  CHECK(of(1) == Interval{0, 0});
  CHECK(of(8) == Interval{0, 7});
  CHECK(of(9) == Interval{1, 7});
  CHECK(of(20) == Interval{5, 14});
  CHECK(of(101) == Interval{40, 60});
  CHECK(of(1000) == Interval{468, 531});
}

TEST_CASE("ranks are correlated as Spearman does, ties sharing theirs", "[statistics]") {
  // SciPy 1.10.1: spearmanr
  CHECK(rank_correlation({1, 2, 3, 4, 5}, {2, 1, 4, 3, 5}).value() == Approx(0.8));
  CHECK(rank_correlation({1, 2, 2, 3}, {10, 20, 30, 30}).value() == Approx(0.8333333333333335));
  CHECK_FALSE(rank_correlation({1, 2}, {5, 5}).has_value());
}
