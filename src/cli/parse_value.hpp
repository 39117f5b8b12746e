// Text to values, strictly: the whole text or nothing.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace spiral {

/// Absent unless `text` is a decimal whole number in [low, high].
std::optional<std::int64_t> parse_whole(std::string_view text, std::int64_t low, std::int64_t high);

/// What is told who wrote no such number: "allowed are whole numbers from 1 to 9".
std::string whole_range(std::int64_t low, std::int64_t high);

/// Absent unless `text` is a decimal whole number in [0, 2^64).
std::optional<std::uint64_t> parse_unsigned(std::string_view text);

/// Absent unless `text` is a finite decimal number.
std::optional<double> parse_finite(std::string_view text);

/// The parts between commas.
std::vector<std::string> split_at_commas(std::string_view text);

/// "a, b or c", where `last` is "or".
std::string listed(const std::vector<std::string>& words, const std::string& last);

}  // namespace spiral
