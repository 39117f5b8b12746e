// The verdicts of a whole report as lists of sentences.
#pragma once

#include <string>
#include <vector>

#include "report/assessment.hpp"

namespace spiral {

/// The verdicts in a few sentences, a list of them; names of outliers and of claims by verdict.
struct VerdictList {
  std::string heading;
  std::vector<std::string> items;
};
std::vector<VerdictList> verdict_lists(const VerdictReport& report);

}  // namespace spiral
