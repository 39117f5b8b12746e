#include "cli/variation.hpp"

#include <algorithm>

#include "cli/parse_value.hpp"
#include "cli/usage_error.hpp"

namespace spiral {

Variation parse_variation(const std::string& text) {
  const auto equals = text.find('=');
  const std::string name = text.substr(0, equals);
  const Parameter* parameter = find_parameter(name);
  if (equals == std::string::npos || parameter == nullptr) {
    std::string names;
    for (const Parameter& known : parameters()) names += " " + known.name;
    throw UsageError(
        "vary", text,
        "allowed are PARAMETER=V1,V2,... with values of one of the parameters" + names);
  }
  Variation variation{.parameter = parameter->name, .values = {}};
  std::vector<Setting> different;
  for (const std::string& value : split_at_commas(text.substr(equals + 1))) {
    const std::string candidate = name + "=" + value;
    const auto override = parameter->parse(value);
    if (!override) throw UsageError("vary", candidate, parameter->allowed);
    Setting changed;
    (*override)(changed);
    if (std::find(different.begin(), different.end(), changed) != different.end()) {
      throw UsageError("vary", candidate, "this value is there twice; " + parameter->allowed);
    }
    different.push_back(changed);
    variation.values.push_back({candidate, value, {*override}});
  }
  return variation;
}

std::vector<Candidate> combinations(const std::vector<Variation>& variations) {
  std::vector<Candidate> all(1);
  for (const Variation& variation : variations) {
    std::vector<Candidate> longer;
    for (const Candidate& before : all) {
      for (const Candidate& value : variation.values) {
        Candidate both = before;
        both.name += (before.name.empty() ? "" : " ") + value.name;
        both.values += (before.values.empty() ? "" : "/") + value.values;
        both.overrides.insert(both.overrides.end(), value.overrides.begin(), value.overrides.end());
        longer.push_back(std::move(both));
      }
    }
    all = std::move(longer);
  }
  return all;
}

}  // namespace spiral
