// The parameters of a setting as a user names and writes them: the options that replace one, and the
// values that a candidate has.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "experiment/setting.hpp"

namespace spiral {

/// Replaces one parameter of a setting by the user's value.
using Override = std::function<void(Setting&)>;

// Far above what is sensible, far below what overflows a count.
inline constexpr std::int64_t kMostEpochs = 1'000'000;
inline constexpr std::int64_t kMostPoints = 10'000'000;

struct Parameter {
  /// "batch-size"; an underscore does as well as a hyphen.
  std::string name;
  /// What a refused value is told, such as "allowed are whole numbers from 1".
  std::string allowed;
  /// Absent where the value is refused.
  std::function<std::optional<Override>(const std::string& value)> parse;
  /// All values, where they are few.
  std::vector<std::string> choices = {};
};

/// All of a setting but its name.
const std::vector<Parameter>& parameters();

/// Null where there is none of this name.
const Parameter* find_parameter(const std::string& name);

}  // namespace spiral
