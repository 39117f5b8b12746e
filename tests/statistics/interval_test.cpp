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

TEST_CASE("a median's interval is the bootstrap's", "[statistics]") {
  std::vector<double> y(101);
  std::iota(y.begin(), y.end(), 0.0);
  // Among 101 ranks the median's bootstrap interval is 50 -+ 1.96 sqrt(101) / 2, near ranks 40 and
  // 60: SciPy 1.10.1, bootstrap((arange(101),), median, method="percentile"), says so as well.
  const Interval interval = MedianBootstrap(y.size(), 0).interval(y);
  CHECK(interval.low == Approx(40).margin(1));
  CHECK(interval.high == Approx(60).margin(1));
}

TEST_CASE("a median of an even number lies between the middle two in every resample",
          "[statistics]") {
  const Interval interval = MedianBootstrap(2, 0).interval({10, 20});
  // A quarter of the resamples each is 10 10 and 20 20.
  CHECK(interval == Interval{10, 20});
  CHECK(MedianBootstrap(4, 0).interval({5, 5, 5, 5}) == Interval{5, 5});
}

TEST_CASE("a median's interval is the same at the same seed", "[statistics]") {
  std::vector<double> y(50);
  for (std::size_t i = 0; i < y.size(); ++i) y[i] = static_cast<double>(i * i);
  CHECK(MedianBootstrap(y.size(), 1).interval(y) == MedianBootstrap(y.size(), 1).interval(y));
}
