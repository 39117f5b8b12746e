#include "cli/parse_value.hpp"

#include <charconv>
#include <cmath>

namespace spiral {

namespace {

template <class Value>
std::optional<Value> parse(std::string_view text) {
  Value value{};
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc() || stop != end) return std::nullopt;
  return value;
}

}  // namespace

std::optional<std::int64_t> parse_whole(std::string_view text, std::int64_t low,
                                        std::int64_t high) {
  const auto value = parse<std::int64_t>(text);
  return value && low <= *value && *value <= high ? value : std::nullopt;
}

std::string whole_range(std::int64_t low, std::int64_t high) {
  return "allowed are whole numbers from " + std::to_string(low) + " to " + std::to_string(high);
}

std::optional<std::uint64_t> parse_unsigned(std::string_view text) {
  return parse<std::uint64_t>(text);
}

std::optional<double> parse_finite(std::string_view text) {
  const auto value = parse<double>(text);
  return value && std::isfinite(*value) ? value : std::nullopt;
}

std::vector<std::string> split_at_commas(std::string_view text) {
  std::vector<std::string> parts;
  while (true) {
    const auto comma = text.find(',');
    parts.emplace_back(text.substr(0, comma));
    if (comma == std::string_view::npos) return parts;
    text.remove_prefix(comma + 1);
  }
}

std::string listed(const std::vector<std::string>& words, const std::string& last) {
  std::string text;
  for (const std::string& word : words) {
    const bool is_last = &word == &words.back();
    text += text.empty() ? word : (is_last ? " " + last + " " : ", ") + word;
  }
  return text;
}

}  // namespace spiral
