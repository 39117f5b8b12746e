#include "core/text.hpp"

#include <algorithm>
#include <cctype>
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

std::string to_text(double value, int decimals) {
  char text[32];
  const auto written =
      std::to_chars(std::begin(text), std::end(text), value, std::chars_format::fixed, decimals);
  return {text, written.ptr};
}

double rounded(double value, int decimals) {
  const double unit = std::pow(10, decimals);
  return std::round(value * unit) / unit;
}

int decimals_of(std::string_view number, int most) {
  if (number.find_first_of("eE") != std::string_view::npos) return most;
  const auto point = number.find('.');
  if (point == std::string_view::npos) return 0;
  const auto behind =
      std::ranges::count_if(number.substr(point), [](char c) { return '0' <= c && c <= '9'; });
  return static_cast<int>(std::min<std::ptrdiff_t>(behind, most));
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

std::string wrap(const std::string& text, std::size_t indent) {
  std::string lines;
  std::string rest = text;
  while (rest.size() > kTerminalColumns) {
    auto blank = rest.rfind(' ', kTerminalColumns);
    const bool leaves_nothing = blank == std::string::npos || blank <= indent;
    if (leaves_nothing) blank = rest.find(' ', kTerminalColumns);
    if (blank == std::string::npos) break;
    lines += rest.substr(0, blank) + "\n";
    rest = std::string(indent, ' ') + rest.substr(blank + 1);
  }
  return lines + rest;
}

std::string lower_case(std::string text) {
  std::ranges::transform(text, text.begin(), [](unsigned char c) { return std::tolower(c); });
  return text;
}

std::string without_controls(std::string text) {
  const auto is_control = [](unsigned char c) { return c < ' ' || c == 0x7f; };
  std::replace_if(text.begin(), text.end(), is_control, '?');
  for (std::size_t at = 0; at + 2 < text.size(); ++at) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
    const bool is_c1 = byte(0) == 0xC2 && byte(1) < 0xA0;
    // U+200B to U+200F, U+202A to U+202E and U+2066 to U+2069.
    const bool is_direction =
        byte(0) == 0xE2 && ((byte(1) == 0x80 && ((byte(2) >= 0x8B && byte(2) <= 0x8F) ||
                                                 (byte(2) >= 0xAA && byte(2) <= 0xAE))) ||
                            (byte(1) == 0x81 && byte(2) >= 0xA6 && byte(2) <= 0xA9));
    if (is_c1) text.replace(at, 2, "?");
    if (is_direction) text.replace(at, 3, "?");
  }
  return text;
}

std::string suggestion(const std::string& word, const std::vector<std::string>& candidates) {
  constexpr std::size_t kMostListed = 40;
  const std::string said = lower_case(without_dashes(word));
  const auto distance = [&](const std::string& candidate) {
    const std::string name = lower_case(without_dashes(candidate));
    const bool is_beginning = said.size() > 1 && name.starts_with(said);
    return is_beginning || are_initials(said, name) ? 0 : edit_distance(said, name);
  };
  const auto same = std::ranges::find(candidates, said, [](const std::string& candidate) {
    return lower_case(without_dashes(candidate));
  });
  if (same != candidates.end()) return "did you mean " + *same + "?";
  const auto nearest = std::ranges::min_element(candidates, {}, distance);
  const bool is_near = nearest != candidates.end() && 3 * distance(*nearest) <= said.size();
  const bool is_one = is_near && std::ranges::count(candidates, distance(*nearest), distance) == 1;
  if (is_near && (is_one || distance(*nearest) > 0)) return "did you mean " + *nearest + "?";
  if (candidates.size() <= kMostListed) return "must be " + list_words(candidates, "or");
  std::string some;
  for (std::size_t i = 0; i < kMostListed; ++i) some += candidates[i] + ", ";
  return "must be " + some + "... (" + std::to_string(candidates.size()) + " in all)";
}

}  // namespace spiral
