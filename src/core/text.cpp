#include "core/text.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <numeric>
#include <utility>

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

std::size_t edit_distance(const std::string& a, const std::string& b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = std::exchange(row[0], i + 1);
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t replaced = diagonal + (a[i] == b[j] ? 0 : 1);
      diagonal = std::exchange(row[j + 1], std::min({replaced, row[j] + 1, row[j + 1] + 1}));
    }
  }
  return row.back();
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
  const auto distance = [&](const std::string& each) { return edit_distance(word, each); };
  const auto nearest = std::ranges::min_element(candidates, {}, distance);
  if (nearest != candidates.end() && 3 * distance(*nearest) <= word.size()) {
    return "did you mean " + *nearest + "?";
  }
  return "must be " + list_words(candidates, "or");
}

}  // namespace spiral
