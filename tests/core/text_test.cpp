#include "core/text.hpp"

#include "support/catch.hpp"

using namespace spiral;

TEST_CASE("a number is the whole text or nothing", "[core]") {
  CHECK(parse_integer("12", 1, 100) == 12);
  CHECK_FALSE(parse_integer("12x", 1, 100));
  CHECK_FALSE(parse_integer("", 1, 100));
  CHECK_FALSE(parse_integer(" 12", 1, 100));
  CHECK_FALSE(parse_integer("1.5", 1, 100));
  CHECK_FALSE(parse_integer("0", 1, 100));
  CHECK_FALSE(parse_integer("101", 1, 100));
  CHECK_FALSE(parse_integer("99999999999999999999", 1, 100));
}

TEST_CASE("a seed is an unsigned 64-bit number", "[core]") {
  CHECK(parse_unsigned("18446744073709551615") == 18446744073709551615U);
  CHECK_FALSE(parse_unsigned("18446744073709551616"));
  CHECK_FALSE(parse_unsigned("-1"));
}

TEST_CASE("a real number is finite", "[core]") {
  CHECK(parse_finite("1e-3") == 0.001);
  CHECK_FALSE(parse_finite("nan"));
  CHECK_FALSE(parse_finite("inf"));
  CHECK_FALSE(parse_finite("1e999"));
  CHECK_FALSE(parse_finite("0,1"));
}

TEST_CASE("a number's decimals are those of its text, and a text has as many as asked for",
          "[core]") {
  CHECK(decimals_of("91.40", 4) == 2);
  CHECK(decimals_of("91", 4) == 0);
  CHECK(decimals_of("0.9_1", 4) == 2);
  CHECK(decimals_of("91.428571", 4) == 4);
  CHECK(decimals_of("9.14e1", 4) == 4);
  CHECK(to_text(90.9, 2) == "90.90");
  CHECK(to_text(1e15, 0) == "1000000000000000");
  CHECK(rounded(91.428571, 1) == 91.4);
  CHECK(rounded(91.428571, 0) == 91);
}

TEST_CASE("a word in other letters means the name that is like it, not one that goes on",
          "[core]") {
  CHECK(suggestion("Plain", {"plain (epochs=60)", "plain"}) == "did you mean plain?");
}

TEST_CASE("separators part a list, and empty parts stay", "[core]") {
  CHECK(split("a,b", ',') == std::vector<std::string>{"a", "b"});
  CHECK(split("a,", ',') == std::vector<std::string>{"a", ""});
}

TEST_CASE("a text wraps at blanks, below where it began", "[core]") {
  const std::string word(40, 'w');
  CHECK(wrap("short", 2) == "short");
  CHECK(wrap(word + " " + word.substr(1)) == word + " " + word.substr(1));
  CHECK(wrap(word + " " + word, 2) == word + "\n  " + word);
  CHECK(wrap("  --option  " + word + " " + word, 12) ==
        "  --option  " + word + "\n            " + word);
}

TEST_CASE("a word that is longer than a line stays whole", "[core]") {
  const std::string word(100, 'w');
  CHECK(wrap(word, 2) == word);
  CHECK(wrap("  a " + word + " b", 4) == "  a " + word + "\n    b");
}

TEST_CASE("the nearest word is the one with the fewest changes", "[core]") {
  CHECK(suggestion("activatoin", {"architecture", "activation", "all"}) ==
        "did you mean activation?");
  CHECK(suggestion("los", {"list", "loss"}) == "did you mean loss?");
  CHECK(suggestion("tarin", {"plot", "train"}) == "did you mean train?");
  CHECK(suggestion("lr", {"loss", "learning-rate"}) == "did you mean learning-rate?");
  CHECK(suggestion("--jobs", {"--loss", "--seed"}) == "must be --loss or --seed");
  CHECK(suggestion("foo", {"list", "loss"}) == "must be list or loss");
}

TEST_CASE("an error names the option, its value and what it must be", "[core]") {
  CHECK(std::string(UsageError("epochs", "0", integer_from_to(1, 9)).what()) ==
        "--epochs 0: must be an integer from 1 to 9");
  CHECK(std::string(UsageError("only", "", "must be a label").what()) ==
        "--only '': must be a label");
}

TEST_CASE("what a terminal would obey is shown as question marks", "[core]") {
  CHECK(without_controls("a\x1b[2Jb\nc\x7f") == "a?[2Jb?c?");
  CHECK(without_controls("a\u202Eb\u200Bc\u0085d") == "a?b?c?d");
  CHECK(without_controls("gr\u00F6\u00DFe 1.5\u20AC") == "gr\u00F6\u00DFe 1.5\u20AC");
}

TEST_CASE("small and capital letters are the same, and the beginning of one word is enough",
          "[core]") {
  CHECK(suggestion("X", {"x", "y"}) == "did you mean x?");
  CHECK(suggestion("TRAIN", {"train", "test"}) == "did you mean train?");
  CHECK(suggestion("--delim", {"--delimiter", "--data"}) == "did you mean --delimiter?");
  // Which of two it begins, nobody knows.
  CHECK(suggestion("learn", {"learning", "learned"}) == "must be learning or learned");
}
