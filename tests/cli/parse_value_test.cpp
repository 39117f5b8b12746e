#include "cli/parse_value.hpp"

#include "cli/nearest.hpp"
#include "support/catch.hpp"

using namespace spiral;

TEST_CASE("a number is the whole text or nothing", "[cli]") {
  CHECK(parse_whole("12", 1, 100) == 12);
  CHECK_FALSE(parse_whole("12x", 1, 100));
  CHECK_FALSE(parse_whole("", 1, 100));
  CHECK_FALSE(parse_whole(" 12", 1, 100));
  CHECK_FALSE(parse_whole("1.5", 1, 100));
  CHECK_FALSE(parse_whole("0", 1, 100));
  CHECK_FALSE(parse_whole("101", 1, 100));
  CHECK_FALSE(parse_whole("99999999999999999999", 1, 100));
}

TEST_CASE("a seed is an unsigned 64-bit number", "[cli]") {
  CHECK(parse_unsigned("18446744073709551615") == 18446744073709551615U);
  CHECK_FALSE(parse_unsigned("18446744073709551616"));
  CHECK_FALSE(parse_unsigned("-1"));
}

TEST_CASE("a real number is finite", "[cli]") {
  CHECK(parse_finite("1e-3") == 0.001);
  CHECK_FALSE(parse_finite("nan"));
  CHECK_FALSE(parse_finite("inf"));
  CHECK_FALSE(parse_finite("1e999"));
  CHECK_FALSE(parse_finite("0,1"));
}

TEST_CASE("commas part a list, and empty parts stay", "[cli]") {
  CHECK(split_at_commas("a,b") == std::vector<std::string>{"a", "b"});
  CHECK(split_at_commas("a,") == std::vector<std::string>{"a", ""});
}

TEST_CASE("the nearest word is the one with the fewest changes", "[cli]") {
  CHECK(suggestion("activatoin", {"architecture", "activation", "all"}) ==
        "the nearest is activation");
  CHECK(suggestion("los", {"list", "loss"}) == "the nearest is loss");
  CHECK(suggestion("foo", {"list", "loss"}) == "allowed are list, loss");
}
