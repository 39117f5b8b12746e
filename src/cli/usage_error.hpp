// Wrong input: one line that names the option, its value and what is allowed.
#pragma once

#include <stdexcept>
#include <string>

namespace spiral {

class UsageError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;

  /// "--epochs 0: allowed are whole numbers from 1 to 1000000".
  UsageError(const std::string& option, const std::string& value, const std::string& allowed)
      : std::runtime_error("--" + option + " " + (value.empty() ? "''" : value) + ": " + allowed) {}
};

}  // namespace spiral
