#include "engine/side_by_side.hpp"

#include <atomic>
#include <stdexcept>
#include <vector>

#include "support/catch.hpp"

using namespace spiral;

TEST_CASE("work that is shared out is done once each, on one thread or on more than it needs",
          "[engine]") {
  const std::size_t threads = GENERATE(0U, 1U, 3U, 20U);
  std::vector<std::atomic<int>> done(10);
  side_by_side(done.size(), threads, [&](std::size_t i) { ++done[i]; });
  for (const auto& each : done) CHECK(each == 1);
  side_by_side(0, threads, [](std::size_t) { FAIL("there is nothing to do"); });
}

TEST_CASE("what fails on another thread is thrown on this one", "[engine]") {
  const auto fails_at_7 = [](std::size_t i) {
    if (i == 7) throw std::runtime_error("seven");
  };
  CHECK_THROWS_WITH(side_by_side(10, 4, fails_at_7), "seven");
}
