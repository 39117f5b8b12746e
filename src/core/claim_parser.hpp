// From the text of a claim's rule to the expression that it is.
#pragma once

#include <string>

#include "core/claim.hpp"
#include "core/expression.hpp"

namespace spiral::claims {

struct ParsedRule {
  Expression condition;
  /// Whether it begins with "exists".
  bool is_existence;
};

/// Throws: ClaimError.
ParsedRule parse_rule(const std::string& text, const ClaimLabels& labels);

}  // namespace spiral::claims
