#include "core/text.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace spiral {

namespace {

template <class Number>
std::optional<Number> parse(std::string_view text) {
  Number value{};
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc() || stop != end) return std::nullopt;
  return value;
}

/// How many letters to add, leave out, replace, or exchange with their neighbour (optimal string
/// alignment, after Damerau).
std::size_t edit_distance(const std::string& a, const std::string& b) {
  std::vector<std::vector<std::size_t>> to(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) {
    for (std::size_t j = 0; j <= b.size(); ++j) {
      to[i][j] = std::max(i, j);
      if (i == 0 || j == 0) continue;
      const std::size_t replaced = to[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      to[i][j] = std::min({replaced, to[i - 1][j] + 1, to[i][j - 1] + 1});
      const bool are_exchanged = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (are_exchanged) to[i][j] = std::min(to[i][j], to[i - 2][j - 2] + 1);
    }
  }
  return to.back().back();
}

/// "--learning-rate" without what every option begins with.
std::string without_dashes(const std::string& name) {
  return name.substr(std::min(name.find_first_not_of('-'), name.size()));
}

/// True for "lr" of "learning-rate".
bool are_initials(const std::string& word, const std::string& name) {
  std::string initials;
  for (const std::string& part : split(name, '-')) initials += part.substr(0, 1);
  return word.size() > 1 && word == initials;
}

}  // namespace

UsageError::UsageError(const std::string& option, const std::string& value,
                       const std::string& constraint)
    : std::runtime_error("--" + option + " " + (value.empty() ? "''" : value) + ": " + constraint) {
}

std::optional<std::int64_t> parse_integer(std::string_view text, std::int64_t low,
                                          std::int64_t high) {
  const auto value = parse<std::int64_t>(text);
  return value && low <= *value && *value <= high ? value : std::nullopt;
}

std::string integer_from_to(std::int64_t low, std::int64_t high) {
  return "must be an integer from " + to_text(low) + " to " + to_text(high);
}

std::optional<std::uint64_t> parse_unsigned(std::string_view text) {
  return parse<std::uint64_t>(text);
}

std::optional<double> parse_finite(std::string_view text) {
  const auto value = parse<double>(text);
  return value && std::isfinite(*value) ? value : std::nullopt;
}

std::string to_text(std::int64_t value) { return std::to_string(value); }

std::string to_text(double value) {
  char text[32];
  return {text, std::to_chars(std::begin(text), std::end(text), value).ptr};
}

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  while (true) {
    const auto end = text.find(separator);
    parts.emplace_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

std::string list_words(const std::vector<std::string>& words, const std::string& last) {
  std::string text;
  for (const std::string& word : words) {
    const bool is_last = &word == &words.back();
    text += text.empty() ? word : (is_last ? " " + last + " " : ", ") + word;
  }
  return text;
}

std::string suggestion(const std::string& word, const std::vector<std::string>& candidates) {
  const std::string said = without_dashes(word);
  const auto distance = [&](const std::string& candidate) {
    const std::string name = without_dashes(candidate);
    return are_initials(said, name) ? 0 : edit_distance(said, name);
  };
  const auto nearest = std::ranges::min_element(candidates, {}, distance);
  if (nearest != candidates.end() && 3 * distance(*nearest) <= said.size()) {
    return "did you mean " + *nearest + "?";
  }
  return "must be " + list_words(candidates, "or");
}

}  // namespace spiral
