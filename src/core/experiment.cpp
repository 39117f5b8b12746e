#include "core/experiment.hpp"

#include <algorithm>
#include <stdexcept>

namespace spiral {

Cases Cases::published(const std::vector<Row>& rows) && {
  for (const auto& [label, accuracy_percent, boundary] : rows) {
    const auto found = std::ranges::find(*this, label, &Case::label);
    if (found == end()) throw std::invalid_argument("no case '" + label + "' to publish");
    found->published = {.accuracy_percent = accuracy_percent, .boundary = boundary};
  }
  return std::move(*this);
}

ClaimLabels claim_labels(const Experiment& experiment) {
  ClaimLabels labels;
  for (const Case& item : experiment.cases) labels.cases.push_back(item.label);
  for (const Case& item : experiment.auxiliary) labels.auxiliary.push_back(item.label);
  return labels;
}

void assign_places(std::vector<Experiment>& notebook) {
  std::int64_t validation = 0;
  for (const Experiment& experiment : notebook) {
    if (!experiment.before_validation) break;
    for (const Case& item : experiment.cases) validation += random_numbers(item.config);
  }
  std::int64_t drawn = 0;
  Place last;
  for (Experiment& experiment : notebook) {
    for (Case& item : experiment.auxiliary) {
      item.place = {validation, drawn, drawn + random_numbers(item.config)};
    }
    for (Case& item : experiment.cases) {
      if (!experiment.scores_last_model) {
        last = {validation, drawn, drawn + random_numbers(item.config)};
        drawn = last.end;
      }
      item.place = last;
    }
  }
}

}  // namespace spiral
