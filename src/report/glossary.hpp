// What a reader of a verdict report has to know of its terms.
#pragma once

#include <string>
#include <vector>

#include "report/assessment.hpp"

namespace spiral {

struct Term {
  std::string name;
  std::string meaning;
};

/// Those that the report uses.
std::vector<Term> glossary(const VerdictReport& report);

}  // namespace spiral
