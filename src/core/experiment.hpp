// An exercise of the notebook as data: its cases, and what the notebook published and said of them.
#pragma once

#include <array>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/claim.hpp"
#include "core/geometry.hpp"
#include "core/text.hpp"
#include "core/trial.hpp"

namespace spiral {

/// A row of one of the notebook's tables.
struct Published {
  /// Units: percent, as printed.
  double accuracy_percent;
  /// The "decision boundary" column, in the notebook's words; empty where it has none.
  std::string boundary = {};
  /// Train error of each epoch, where the notebook printed it.
  std::vector<double> train_error = {};
  /// With how many they were printed. Seeds are rounded to as many before they are compared.
  int accuracy_decimals = 2;
  int train_error_decimals = 4;

  static constexpr int kMaxAccuracyDecimals = 4;
  static constexpr int kMaxTrainErrorDecimals = 6;

  bool operator==(const Published&) const = default;
};

/// Whether an accuracy seems to be a fraction, and no percentage: 1 % would be far below a guess.
inline bool is_fraction(double accuracy) { return 0 < accuracy && accuracy <= 1; }

/// The accuracy as it was printed: "90.90".
inline std::string accuracy_text(const Published& published) {
  return to_text(published.accuracy_percent, published.accuracy_decimals);
}

/// A config under the label that its exercise gives it: "3x10/bce".
struct Case {
  std::string label;
  TrainConfig config;
  std::optional<Published> published = {};
  Place place = {};
  /// Which value of what its cell inherits is assumed: "epochs=100"; empty for the document's.
  std::string assumption = {};

  bool operator==(const Case&) const = default;
};

/// What the exercise's cell takes from whichever cell ran before it.
struct Inherited {
  /// A config's field. Of `hidden` a cell inherits the neurons of each layer, not the layers' number.
  std::string field;
  /// As a user writes them. The first one is what the cells leave in the document's order.
  std::vector<std::string> values;
  /// Why the others are plausible, in a sentence; empty where there are none.
  std::string evidence = {};

  bool operator==(const Inherited&) const = default;
};

/// The cases of an exercise, in the notebook's order, and how its file spells them.
struct Cases : std::vector<Case> {
  using std::vector<Case>::vector;

  struct Row {
    std::string label;
    double accuracy_percent;
    std::string boundary = {};
  };
  /// Adds what the notebook published, row by row.
  /// Throws: std::invalid_argument for a label that no case has.
  Cases published(const std::vector<Row>& rows) &&;
};

/// Where the notebook says it.
enum class Source {
  /// In a sentence.
  text,
  /// In the numbers of its tables.
  tables,
  /// In the words of its tables.
  words,
  /// Nowhere: it is ours.
  ours
};

inline constexpr std::array kSources{Source::text, Source::tables, Source::words, Source::ours};

std::string_view to_string(Source source);

/// One sentence of the notebook.
struct Claim {
  /// "architecture-1".
  std::string id;
  /// What it says, in short.
  std::string sentence;
  Source source;
  /// What is asked of a seed, in the language of core/claim.hpp: "acc(1) < .65".
  std::string rule;

  bool operator==(const Claim&) const = default;
};

/// One subcommand.
struct Experiment {
  std::string name;
  /// One line for the help.
  std::string summary;
  /// What its cases differ in, for the figures' titles: "Batch size".
  std::string varied;
  /// Labels are unique.
  Cases cases;
  /// Further cases that the notebook does not train, but speaks of in a claim.
  Cases auxiliary = {};
  std::vector<Inherited> inherits = {};
  std::vector<Claim> claims = {};
  /// Its numbers are `Score::notebook_accuracy`, slips included, not the right accuracy.
  bool notebook_accuracy = true;
  /// The notebook draws the convergence by itself as well.
  bool plots_convergence = false;
  /// The notebook shows the cases of one learning rate in one figure.
  bool plots_by_learning_rate = false;
  /// The notebook trains it before it draws the validation set.
  bool before_validation = false;
  /// The notebook trains nothing here: it scores the last model that it trained, the only case.
  bool scores_last_model = false;

  bool operator==(const Experiment&) const = default;
};

/// Exercises of one Run All, in its order.
struct Notebook {
  std::vector<Experiment> exercises;
  /// Empty for the one that is built in.
  std::string title = {};
  /// As an experiment file, the points included; empty for the one that is built in.
  std::string text = {};
  OwnPoints points = nullptr;
};

/// `base`, once for each value of one parameter, each labelled after its value.
template <class Value>
Cases sweep(const TrainConfig& base, Value TrainConfig::*parameter,
            const std::vector<Value>& values) {
  Cases cases;
  for (const Value& value : values) {
    Case item{.label = {}, .config = base};
    item.config.*parameter = value;
    if constexpr (std::is_enum_v<Value>) {
      item.label = to_string(value);
    } else {
      item.label = to_text(value);
    }
    cases.push_back(std::move(item));
  }
  return cases;
}

/// Gives every case of a whole notebook its place in Run All: training set, the exercises that come
/// before the validation set, validation set, the others; auxiliary cases begin where their
/// exercise does.
void assign_places(std::vector<Experiment>& notebook);

/// Changes a case's config as `field` of its exercise is changed: where the exercise inherits `hidden`,
/// only the neurons of its layers change.
void change_case(const Experiment& experiment, const ConfigChange& change, TrainConfig& config);

/// Adds, as auxiliary cases in the places of its own, the published ones under each other plausible
/// value of what the exercise inherits.
void add_alternatives(Experiment& experiment);

/// What a rule of the experiment's claims may name.
ClaimLabels claim_labels(const Experiment& experiment);

/// Labels of the cases whose train errors a claim or a published number asks for.
std::set<std::string> labels_of_train_errors(const Experiment& experiment);

/// What the experiment's author would print of such a score, in [0, 1].
inline double printed_accuracy(const Experiment& experiment, const Score& score) {
  return experiment.notebook_accuracy ? score.notebook_accuracy : score.accuracy;
}

/// The same of a trial: its test score where there is a test set.
inline double printed_accuracy(const Experiment& experiment, const TrialResult& result) {
  return printed_accuracy(experiment, result.test ? *result.test : result.validation);
}

/// A case and its results, in the order of the seeds.
struct CaseResults {
  Case item;
  std::vector<TrialResult> results = {};
};

/// An experiment and its cases' results: what every table, figure and verdict reads.
struct ExperimentResults {
  Experiment experiment;
  std::vector<CaseResults> cases = {};
  std::vector<CaseResults> auxiliary = {};
};

}  // namespace spiral
