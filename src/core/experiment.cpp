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

std::string_view to_string(Source source) {
  constexpr std::string_view kNames[] = {"text", "tables", "words", "ours"};
  return kNames[static_cast<std::size_t>(source)];
}

void change_case(const Experiment& experiment, const ConfigChange& change, TrainConfig& config) {
  const auto depth = std::ssize(config.hidden);
  change.apply(config);
  const bool keeps_depth = change.field->name == "hidden" &&
                           std::ranges::find(experiment.inherits, "hidden", &Inherited::field) !=
                               experiment.inherits.end();
  if (keeps_depth) config.hidden = layers(depth, config.hidden.empty() ? 1 : config.hidden.front());
}

void add_alternatives(Experiment& experiment) {
  for (const Inherited& inherited : experiment.inherits) {
    const ConfigField* field = find_config_field(inherited.field);
    for (auto value = inherited.values.begin() + 1; value < inherited.values.end(); ++value) {
      for (Case item : experiment.cases) {
        if (!item.published) continue;
        item.assumption = inherited.field + "=" + *value;
        item.label += " (" + item.assumption + ")";
        change_case(experiment, {field, field->parse(*value).value()}, item.config);
        experiment.auxiliary.push_back(std::move(item));
      }
    }
  }
}

ClaimLabels claim_labels(const Experiment& experiment) {
  ClaimLabels labels;
  for (const Case& item : experiment.cases) labels.cases.push_back(item.label);
  for (const Case& item : experiment.auxiliary) labels.auxiliary.push_back(item.label);
  labels.has_test_set = std::ranges::any_of(
      experiment.cases, [](const Case& item) { return item.config.test_size > 0; });
  return labels;
}

std::set<std::string> labels_of_train_errors(const Experiment& experiment) {
  const ClaimLabels labels = claim_labels(experiment);
  std::vector<std::string> all = labels.cases;
  all.insert(all.end(), labels.auxiliary.begin(), labels.auxiliary.end());
  std::set<std::string> asked;
  for (const Claim& claim : experiment.claims) {
    for (const std::size_t each : Rule(claim.rule, labels).cases_of_train_errors()) {
      asked.insert(all.at(each));
    }
  }
  for (const Case& item : experiment.cases) {
    if (item.published && !item.published->train_error.empty()) asked.insert(item.label);
  }
  return asked;
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
