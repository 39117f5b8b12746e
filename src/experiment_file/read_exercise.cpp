#include "experiment_file/read_exercise.hpp"

#include <algorithm>
#include <optional>

#include "core/grid.hpp"
#include "core/text.hpp"

namespace spiral {

namespace {

constexpr std::size_t kMaxCases = 1000;
constexpr std::size_t kMaxInherited = 20;
constexpr std::size_t kMaxName = 60;

/// The name of an exercise, a case or a claim: part of a file's name, an anchor, a word of a rule.
std::string plain_name(const TomlValue& value, const std::string& beside) {
  const std::string name = value.line(kMaxName);
  const auto is_plain = [&](char c) {
    return ('a' <= c && c <= 'z') || ('A' <= c && c <= 'Z') || ('0' <= c && c <= '9') ||
           beside.find(c) != std::string::npos;
  };
  const bool begins_plainly = beside.find(name.front()) == std::string::npos;
  if (std::ranges::all_of(name, is_plain) && begins_plainly) return name;
  value.fail(quote_word(name) +
             ": must begin with a letter or digit, and have no other characters" +
             " than these and " + beside);
}

std::string label_of(const TomlValue& value) { return plain_name(value, "-._+=/"); }

void check_batch_size(const TomlValue& at, const Case& item, const FileContext& context) {
  const auto& [label, config, published, place, assumption] = item;
  if (context.has_points || config.batch_size <= config.train_size) return;
  at.fail("batch_size " + to_text(config.batch_size) + " of case " + label + ": with " +
          to_text(config.train_size) + " points to train on it must be from 1 to " +
          to_text(config.train_size));
}

/// A case for each combination of the values, the last key of `vary` varying fastest.
Cases varied_cases(const TomlValue& vary, const TrainConfig& base, const FileContext& context) {
  std::vector<Axis> axes;
  std::size_t count = 1;
  for (const auto& [name, values] : vary.entries()) {
    const ConfigField& field = field_of(vary, name, context);
    Axis axis{.parameter = &field, .points = {}};
    for (const TomlValue& value : values.list(kMaxCases)) {
      const ConfigChange change{&field, field_value(value, field)};
      TrainConfig changed;
      change.apply(changed);
      axis.points.push_back({name, shown_value(field, changed), {change}});
    }
    if (axis.points.empty()) values.fail("must have a value");
    count *= axis.points.size();
    if (count > kMaxCases)
      vary.fail("must have at most " + std::to_string(kMaxCases) + " combinations");
    axes.push_back(std::move(axis));
  }
  if (axes.empty()) vary.fail("must name a field and its values, such as epochs = [50, 100]");
  Cases cases;
  for (const GridPoint& point : grid_points(axes)) {
    Case item{.label = point.label, .config = base};
    for (const ConfigChange& change : point.changes) change.apply(item.config);
    check_batch_size(vary, item, context);
    cases.push_back(std::move(item));
  }
  return cases;
}

Cases listed_cases(const TomlValue& list, const TrainConfig& base, const FileContext& context) {
  Cases cases;
  for (const TomlValue& entry : list.list(kMaxCases)) {
    Case item{.label = {}, .config = base};
    read_config(entry, {"label"}, context, item.config);
    item.label = label_of(entry.at("label"));
    if (std::ranges::count(cases, item.label, &Case::label) > 0) {
      entry.at("label").fail("two cases have the label " + quote_word(item.label));
    }
    check_batch_size(entry, item, context);
    cases.push_back(std::move(item));
  }
  return cases;
}

Cases read_cases(const TomlValue& table, const TrainConfig& base, const FileContext& context) {
  const auto vary = table.find("vary");
  const auto list = table.find("cases");
  if (vary && list) list->fail("must not stand beside vary; one of them says what the cases are");
  if (vary) return varied_cases(*vary, base, context);
  Cases cases = list ? listed_cases(*list, base, context) : Cases{{.label = {}, .config = base}};
  if (cases.empty()) list->fail("must have a case");
  if (list) return cases;
  cases.front().label = label_of(table.at("name"));
  check_batch_size(table, cases.front(), context);
  return cases;
}

void check_labels(const TomlValue& table, const Experiment& experiment) {
  std::vector<std::string> labels;
  for (const Cases* cases : {&experiment.cases, &experiment.auxiliary}) {
    for (const Case& item : *cases) labels.push_back(item.label);
  }
  std::ranges::sort(labels);
  const auto twice = std::ranges::adjacent_find(labels);
  if (twice != labels.end()) table.fail("two cases have the label " + quote_word(*twice));
}

void read_published(const TomlValue& list, Cases& cases) {
  std::vector<std::string> labels;
  for (const Case& item : cases) labels.push_back(item.label);
  for (const TomlValue& entry : list.list(kMaxCases)) {
    entry.check_keys({"case", "accuracy", "words", "train_errors"});
    const auto named = entry.find("case");
    if (!named && cases.size() > 1) entry.fail("the key 'case' is missing here");
    const std::string label = named ? named->line() : labels.front();
    const auto found = std::ranges::find(cases, label, &Case::label);
    if (found == cases.end()) named->fail(unknown("case", label, labels));
    if (found->published) entry.fail("case " + label + " is published twice");
    const TomlValue accuracy = entry.at("accuracy");
    const double percent = accuracy.number(0, 100);
    if (is_fraction(percent)) accuracy.fail("must be in percent, as " + to_text(100 * percent));
    const int decimals = accuracy.decimals(Published::kMaxAccuracyDecimals);
    Published published{.accuracy_percent = rounded(percent, decimals),
                        .accuracy_decimals = decimals};
    if (const auto words = entry.find("words")) published.boundary = words->line();
    if (const auto errors = entry.find("train_errors")) {
      const auto epochs = static_cast<std::size_t>(found->config.epochs);
      int most = 0;
      const std::vector<TomlValue> values = errors->list(epochs);
      for (const TomlValue& error : values) {
        most = std::max(most, error.decimals(Published::kMaxTrainErrorDecimals));
      }
      for (const TomlValue& error : values) {
        published.train_error.push_back(rounded(error.number(0, 1e9), most));
      }
      published.train_error_decimals = most;
    }
    found->published = std::move(published);
  }
}

/// Refuses a first value that is not what the cases have.
void check_first(const TomlValue& value, const Experiment& experiment, const ConfigChange& first) {
  for (const Case& item : experiment.cases) {
    TrainConfig config = item.config;
    change_case(experiment, first, config);
    if (config == item.config) continue;
    value.fail("the first value must be that of the cases; " + first.field->name + " is " +
               shown_value(*first.field, item.config) + " in case " + item.label);
  }
}

void read_inherited(const TomlValue& list, const FileContext& context, Experiment& experiment) {
  for (const TomlValue& entry : list.list(kMaxInherited)) {
    entry.check_keys({"field", "values", "evidence"});
    const TomlValue said = entry.at("field");
    const std::string name = said.line();
    const ConfigField& field = field_of(said, name, context);
    if (std::ranges::count(experiment.inherits, field.name, &Inherited::field) > 0) {
      entry.fail(field.name + " is inherited twice");
    }
    experiment.inherits.push_back({.field = field.name, .values = {}});
    Inherited& inherited = experiment.inherits.back();
    const auto values = entry.at("values").list(kMaxInherited);
    if (values.empty()) entry.at("values").fail("must have a value");
    for (const TomlValue& value : values) {
      const ConfigChange change{&field, field_value(value, field)};
      const std::string text = value_text(value);
      if (text.empty()) value.fail("must be neurons, such as 10");
      if (inherited.values.empty()) check_first(value, experiment, change);
      if (std::ranges::count(inherited.values, text) > 0) value.fail("this value is there twice");
      inherited.values.push_back(text);
    }
    if (const auto evidence = entry.find("evidence")) inherited.evidence = evidence->line();
  }
}

Source source_of(const TomlValue& value) {
  std::vector<std::string> names;
  for (const Source source : kSources) {
    names.emplace_back(to_string(source));
    if (value.text() == names.back()) return source;
  }
  value.fail(unknown("source", value.text(), names));
}

void read_claims(const TomlValue& list, Experiment& experiment) {
  const ClaimLabels labels = claim_labels(experiment);
  for (const TomlValue& entry : list.list(kMaxClaims)) {
    entry.check_keys({"id", "sentence", "source", "rule"});
    const auto source = entry.find("source");
    const TomlValue rule = entry.at("rule");
    experiment.claims.push_back({.id = plain_name(entry.at("id"), "-."),
                                 .sentence = entry.at("sentence").line(),
                                 .source = source ? source_of(*source) : Source::text,
                                 .rule = rule.line()});
    try {
      Rule(experiment.claims.back().rule, labels);
    } catch (const ClaimError& error) {
      rule.fail(error.what());
    }
  }
}

std::vector<std::string> exercise_keys() {
  std::vector<std::string> keys{"name",  "summary",   "varied",    "base",     "vary",
                                "cases", "auxiliary", "published", "inherits", "claims"};
  for (const auto& [key, member] : kSwitches) keys.emplace_back(key);
  return keys;
}

/// What a reader is told where the file does not say it: the fields that vary, and the cases.
void describe_cases(const TomlValue& table, Experiment& experiment) {
  std::vector<TrainConfig> configs;
  std::vector<std::string> fields;
  for (const Case& item : experiment.cases) configs.push_back(item.config);
  for (const ConfigField* field : varied_fields(configs)) fields.push_back(field->option());
  const auto varied = table.find("varied");
  const auto summary = table.find("summary");
  experiment.varied = varied           ? varied->line()
                      : fields.empty() ? "Model"
                                       : list_words(fields, "and");
  experiment.summary = summary ? summary->line()
                       : configs.size() == 1
                           ? "one model"
                           : experiment.varied + ", " + std::to_string(configs.size()) + " cases";
}

}  // namespace

Experiment read_exercise(const TomlValue& table, const FileContext& context) {
  table.check_keys(exercise_keys());
  TrainConfig base = context.base;
  if (const auto said = table.find("base")) read_config(*said, {}, context, base);
  Experiment experiment{.name = plain_name(table.at("name"), "-"),
                        .summary = {},
                        .varied = {},
                        .cases = read_cases(table, base, context)};
  describe_cases(table, experiment);
  if (const auto list = table.find("auxiliary")) {
    experiment.auxiliary = listed_cases(*list, base, context);
  }
  if (const auto list = table.find("published")) read_published(*list, experiment.cases);
  if (const auto list = table.find("inherits")) read_inherited(*list, context, experiment);
  for (const auto& [key, member] : kSwitches) {
    const auto value = table.find(key);
    experiment.*member = value && value->boolean();
  }
  if (experiment.scores_last_model && experiment.cases.size() != 1) {
    table.at("scores_last_model").fail("an exercise that scores the last model has one case");
  }
  return experiment;
}

void finish_exercise(const TomlValue& table, Experiment& experiment) {
  std::size_t count = experiment.cases.size() + experiment.auxiliary.size();
  for (const Inherited& inherited : experiment.inherits) {
    count += (inherited.values.size() - 1) * experiment.cases.size();
  }
  if (count > kMaxCases) {
    table.fail("must have at most " + std::to_string(kMaxCases) +
               " cases with all that are auxiliary");
  }
  add_alternatives(experiment);
  check_labels(table, experiment);
  if (const auto list = table.find("claims")) read_claims(*list, experiment);
}

}  // namespace spiral
