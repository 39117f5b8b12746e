// Text to values, strictly, and back; what a user may have meant; wrong input as an exception.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace spiral {

/// Wrong input: one line that names the option, its value and what it must be.
class UsageError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;

  /// "--epochs 0: must be an integer from 1 to 1000000".
  UsageError(const std::string& option, const std::string& value, const std::string& constraint);
};

/// Nullopt unless all of `text` is a decimal integer in [low, high].
std::optional<std::int64_t> parse_integer(std::string_view text, std::int64_t low,
                                          std::int64_t high);

/// The constraint of such an integer: "must be an integer from 1 to 9".
std::string integer_from_to(std::int64_t low, std::int64_t high);

/// Nullopt unless all of `text` is a decimal integer in [0, 2^64).
std::optional<std::uint64_t> parse_unsigned(std::string_view text);

/// Nullopt unless all of `text` is a finite decimal number.
std::optional<double> parse_finite(std::string_view text);

/// How many digits stand behind the point of a decimal number, as its text has it: of "91.40" two. At
/// most `most`, and so many where it has an exponent.
int decimals_of(std::string_view number, int most);

/// The shortest text that restores the same number: "32", "0.1".
std::string to_text(std::int64_t value);
std::string to_text(double value);

/// `value`, below 1e16, with so many decimals, at most 9: "90.90".
std::string to_text(double value, int decimals);

/// The number that such a text stands for.
double rounded(double value, int decimals);

/// The parts between separators; empty parts stay.
std::vector<std::string> split(std::string_view text, char separator);

/// "a, b or c", where `last` is "or".
std::string list_words(const std::vector<std::string>& words, const std::string& last);

/// How wide a terminal is, unless its user made it wider.
inline constexpr std::size_t kTerminalColumns = 80;

/// `text` in lines that fit a terminal, broken at blanks; every line but the first begins with
/// `indent` blanks. What stands before `indent` stays as it is, and a word that is longer than a
/// line, too.
std::string wrap(const std::string& text, std::size_t indent = 0);

/// ASCII letters alone.
std::string lower_case(std::string text);

/// Question marks in place of what a terminal would obey: controls, and what turns the direction of
/// writing.
std::string without_controls(std::string text);

/// "did you mean linear?", or "must be a, b or c" where no candidate is near: the nearest is the
/// one that the word begins, or with the fewest insertions, deletions and replacements, a third of
/// the word at most; small and capital letters are the same.
/// Source: V. I. Levenshtein, "Binary codes capable of correcting deletions, insertions, and
/// reversals", 1966.
std::string suggestion(const std::string& word, const std::vector<std::string>& candidates);

}  // namespace spiral
