// Values of parameters that a user wants to compare, as --vary takes them.
#pragma once

#include <string>
#include <vector>

#include "cli/parameters.hpp"

namespace spiral {

/// A value of a parameter, or of several at once.
struct Candidate {
  /// As the user wrote it: "epochs=150", "epochs=150 noise=0".
  std::string name;
  /// The values alone: "150", "150/0".
  std::string values;
  std::vector<Override> overrides;
};

/// The values of one parameter.
struct Variation {
  std::string parameter;
  std::vector<Candidate> values;
};

/// Reads "epochs=50,100".
/// Throws: UsageError for an unknown parameter, and for a value that is refused or there twice.
Variation parse_variation(const std::string& text);

/// Every combination of a value of each, the last one's varying fastest.
std::vector<Candidate> combinations(const std::vector<Variation>& variations);

}  // namespace spiral
